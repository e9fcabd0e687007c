// What evenkeel proposes: who covers what, when the two meet, and what to talk about (DESIGN section 7).
#pragma once

#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// One coverage window of one date.
struct CoverageWindow {
  std::size_t coverage = 0;  // index into Settings::coverages
  std::size_t range = 0;     // index into Coverage::time
  Date date{};
  Interval time;
  std::string duty_key;  // duty/COVERAGE/DATE[.n]
};

struct RotaEntry {
  CoverageWindow window;
  std::optional<PersonIndex> who;
  bool needs_asking = false;  // a helper who has not agreed: "Ask Gran: ..."
  std::string reason;         // one sentence: why this person
};

struct Rota {
  std::vector<RotaEntry> entries;  // by start, end, configuration order
  std::array<int, 2> points{};     // at the end of the horizon, running
  std::array<double, 2> due{};
};

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

struct Agenda {
  std::size_t routine = 0;
  std::string slot_key;
  std::string text;  // evenkeel's block, between its two lines
};

}  // namespace evenkeel
