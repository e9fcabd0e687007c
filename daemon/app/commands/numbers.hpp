// Numbers as they are printed (DESIGN section 3): exact inside, two decimals, half up, outside.
#pragma once

#include "core/time/instant.hpp"

namespace evenkeel {

/// Hours with two decimals, half up.
[[nodiscard]] double hours_2(Seconds length);
/// demand / supply with two decimals, half up; 0 / 0 is 0; demand without supply, or above 99: 99.
[[nodiscard]] double load_2(Seconds demand, Seconds supply);
/// The same of an exact value.
[[nodiscard]] double load_2(double load);

}  // namespace evenkeel
