// What a server says we may do (RFC 3744).
#pragma once

#include "core/dav/multistatus.hpp"

#include <optional>

namespace evenkeel::dav {

/// Whether objects may be written there, by DAV:current-user-privilege-set; empty when the server says
/// nothing.
[[nodiscard]] std::optional<bool> may_write(const Response& collection);

}  // namespace evenkeel::dav
