#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// When the next cycle is due: with the first source to be pulled, at the latest after `household.poll`;
/// never more than a day away and never in the past.
[[nodiscard]] Instant next_cycle(const Parts& parts);

}  // namespace evenkeel
