// P77: a TZID as programs decorate it.
#pragma once

#include "core/words/strong.hpp"

#include <string_view>

namespace evenkeel::ical {

/// Without quotes, blanks around, control characters and broken UTF-8; so a VTIMEZONE and the values that
/// name it meet. "UTC", "Z" and "GMT" stay names: what they mean is the zone room's.
[[nodiscard]] TzId normalised_tzid(std::string_view text);

}  // namespace evenkeel::ical
