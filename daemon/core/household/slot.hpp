// Where routines stand on the calendar.
#pragma once

#include "core/time/instant.hpp"

#include <cstddef>
#include <string>

namespace evenkeel {

/// A placed instance of a routine.
struct Slot {
  std::size_t routine = 0;  // index into Settings::routines
  std::string period;       // "2026-W48" | "2026-11" | "2026-Q4" | "2026" | "2026-11-27"
  Interval time;
  std::string key;  // slot/ROUTINE/PERIOD
  std::string reason;
};

/// A period with candidates but no free one.
struct MissingSlot {
  std::size_t routine = 0;
  std::string period;
  Interval time;  // the period
};

}  // namespace evenkeel
