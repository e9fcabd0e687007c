// Numbers as they are printed (DESIGN section 3, Numbers).
#pragma once

#include "core/time/instant.hpp"

namespace evenkeel {

/// Hours with 2 decimals, half up: of whole seconds, exactly.
double printed_hours(Seconds length);

/// A load with 2 decimals, half up; 99 above 99 and for infinity.
double printed_load(double load);

}  // namespace evenkeel
