// From instances to occurrences: place, length, and whether they touch the range.
#pragma once

#include "core/calendar/expand.hpp"
#include "core/calendar/expand_extent.hpp"
#include "core/time/budget.hpp"
#include "core/time/zone_walk.hpp"

#include <cstdint>
#include <vector>

namespace evenkeel {

class Emitter {
 public:
  Emitter(const ExpandOptions& options, Budget& budget, std::vector<Occurrence>& out)
      : range_(options.range), owner_walk_(*options.owner), budget_(budget), out_(out) {}

  /// Adds the occurrence of `component` that begins at `start` (all-day: on the date of `local`) when it
  /// overlaps the range, or starts in it when it has no length. False when the budget is used up.
  /// `recurrence_id` is whatever an optional of them can be assigned.
  template <typename Id>
  bool timed(const Component& component, const Extent& extent, Instant start, const Id& recurrence_id,
             ZoneWalk& walk) {
    return add(component, {start, extent.end(start, walk)}, recurrence_id) != Added::no_more;
  }
  template <typename Id>
  bool all_day(const Component& component, const Extent& extent, LocalTime local, const Id& recurrence_id) {
    const Date first = std::chrono::floor<Days>(local);
    const DateSpan dates{first, first + extent.days};
    const Interval time{owner_walk_.midnight(dates.first), owner_walk_.midnight(dates.end)};
    const Added added = add(component, time, recurrence_id);
    if (added == Added::yes) {
      out_.back().all_day = true;
      out_.back().dates = dates;
    }
    return added != Added::no_more;
  }

 private:
  enum class Added : std::uint8_t { yes, outside, no_more };

  // Built where it stays: this is the innermost of all loops.
  template <typename Id>
  Added add(const Component& component, const Interval& time, const Id& recurrence_id) {
    if (time.empty() ? !range_.contains(time.start) : !range_.overlaps(time)) return Added::outside;
    if (!budget_.result()) return Added::no_more;
    Occurrence& added = out_.emplace_back();
    added.component = &component;
    added.recurrence_id = recurrence_id;
    added.time.start = time.start;
    added.time.end = time.end;
    return Added::yes;
  }

  Interval range_;
  ZoneWalk owner_walk_;
  Budget& budget_;
  std::vector<Occurrence>& out_;
};

}  // namespace evenkeel
