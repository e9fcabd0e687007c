// From calendar objects to occurrences: rules, exceptions, overrides, durations, zones (DESIGN section 3).
#pragma once

#include "core/calendar/object.hpp"
#include "core/calendar/occurrence.hpp"
#include "core/calendar/stale_zones.hpp"
#include "core/time/rules.hpp"
#include "core/time/zones.hpp"

#include <cstdint>
#include <vector>

namespace evenkeel {

struct ExpandOptions {
  Zones* zones = nullptr;       // never null
  const Zone* owner = nullptr;  // never null; floating times and all-day dates are read in it
  Interval range{};             // [start, end)
  bool todos = false;           // VTODOs too
};

/// What all objects of one source may cost in one cycle (DESIGN section 3); counts down. The budget of one
/// object (1,000,000 steps, 10,000 occurrences) is expand()'s own.
struct SourceBudget {
  std::uint64_t steps = 20'000'000;
  std::uint64_t occurrences = 500'000;
};

struct Expansion {
  std::vector<Occurrence> occurrences;
  std::vector<Warning> warnings;  // `about` is the UID; at most one of a kind
};

/// Expands objects one after the other and remembers what they have in common: rules, zones that came with
/// them, memory. One for all objects of a source.
class Expander {
 public:
  explicit Expander(const ExpandOptions& options) : options_(options) {}

  /// See expand(). Lives until the next call.
  const Expansion& expand(const CalendarObject& object, SourceBudget& budget);

 private:
  ExpandOptions options_;
  Rules rules_;
  StaleZones stale_zones_;
  Expansion out_;
};

/// The occurrences of an object that overlap the range (of zero length: that start in it), sorted by start,
/// then recurrence id. They borrow from `object`, which must outlive them. CANCELLED ones are among them:
/// what a status means is for others. A VTODO starts at DTSTART, without one at DUE; with neither it has no
/// occurrence. Never fails: what cannot be read is left out with a warning.
[[nodiscard]] Expansion expand(const CalendarObject& object, const ExpandOptions& options,
                               SourceBudget& budget);

}  // namespace evenkeel
