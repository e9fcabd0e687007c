// Numbers as they are printed (DESIGN section 3, Numbers).
#pragma once

#include "core/time/instant.hpp"

namespace evenkeel {

/// Hours with 2 decimals, half up: of whole seconds, exactly.
double printed_hours(Seconds length);

/// demand / supply with 2 decimals, half up, exactly; 0 without demand; 99 above 99 and without supply.
double printed_load(Seconds demand, Seconds supply);
/// The same of a quotient of whole seconds.
double printed_load(double load);

}  // namespace evenkeel
