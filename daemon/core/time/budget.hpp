// What recurrence may cost (DESIGN section 3): hostile rules end, and what was cut is said.
#pragma once

#include <cstdint>

namespace evenkeel {

/// Counts down while a rule is iterated; shared by all rules of one object.
struct Budget {
  std::uint64_t steps = 1'000'000;     // candidates that may be looked at
  std::uint64_t occurrences = 10'000;  // results in the range
  bool cut = false;                    // set when one of them ran out before the end was reached

  /// Takes one step; false (and `cut`) when none is left.
  bool step() {
    if (steps == 0) {
      cut = true;
      return false;
    }
    --steps;
    return true;
  }
  /// Takes one result; false (and `cut`) when none is left.
  bool result() {
    if (occurrences == 0) {
      cut = true;
      return false;
    }
    --occurrences;
    return true;
  }
};

}  // namespace evenkeel
