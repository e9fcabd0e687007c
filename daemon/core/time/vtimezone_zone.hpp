// A VTIMEZONE as a zone (RFC 5545 3.6.5), for names that nobody else knows.
#pragma once

#include "core/time/vtimezone.hpp"
#include "core/time/zone.hpp"
#include "core/words/error.hpp"

#include <memory>

namespace evenkeel {

/// Builds it, at a bounded price: at most 50 observances, rules only YEARLY, 20,000 changes of the clock.
/// invalid_data otherwise, or when an offset or a rule makes no sense. Each observance begins at its DTSTART,
/// whether its rule yields that or not.
[[nodiscard]] Expected<std::unique_ptr<const Zone>> zone_of(const VTimezone& timezone);

}  // namespace evenkeel
