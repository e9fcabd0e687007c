#pragma once

#include "core/time/instant.hpp"

#include <string>

namespace evenkeel::imip {

/// The Date of a mail (RFC 5322 3.3), in UTC: "Sat, 21 Nov 2026 09:00:00 +0000".
[[nodiscard]] std::string date_header(Instant now);

}  // namespace evenkeel::imip
