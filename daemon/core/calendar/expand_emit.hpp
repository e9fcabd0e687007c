// From instances to occurrences: place, length, and whether they touch the range.
#pragma once

#include "core/calendar/expand.hpp"
#include "core/calendar/expand_extent.hpp"
#include "core/time/budget.hpp"
#include "core/time/zone_walk.hpp"

#include <optional>
#include <vector>

namespace evenkeel {

/// Where instances of one component lie: what of them does not change from one to the next.
struct Placed {
  const Component* component;
  bool all_day;
  const Zone* zone;
  Extent extent;
};

class Emitter {
 public:
  Emitter(const ExpandOptions& options, Budget& budget, std::vector<Occurrence>& out)
      : range_(options.range), owner_walk_(*options.owner), budget_(budget), out_(out) {}

  /// Adds the occurrence that begins at `start` (all-day: on the date of `local`) when it overlaps the range,
  /// or starts in it when it has no length. False when the budget is used up.
  bool timed(const Placed& placed, Instant start, std::optional<DateOrInstant> recurrence_id, ZoneWalk& walk);
  bool all_day(const Placed& placed, LocalTime local, std::optional<DateOrInstant> recurrence_id);

 private:
  bool add(const Occurrence& occurrence);

  Interval range_;
  ZoneWalk owner_walk_;
  Budget& budget_;
  std::vector<Occurrence>& out_;
};

}  // namespace evenkeel
