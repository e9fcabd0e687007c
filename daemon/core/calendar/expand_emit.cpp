#include "core/calendar/expand_emit.hpp"

namespace evenkeel {

bool Emitter::add(const Occurrence& occurrence) {
  const Interval& time = occurrence.time;
  if (time.empty() ? !range_.contains(time.start) : !range_.overlaps(time)) return true;
  if (!budget_.result()) return false;
  if (out_.empty()) out_.reserve(16);
  out_.push_back(occurrence);
  return true;
}

bool Emitter::timed(const Placed& placed, Instant start, std::optional<DateOrInstant> recurrence_id,
                    ZoneWalk& walk) {
  const Instant end = placed.extent.end(start, *placed.zone, walk);
  return add({placed.component, recurrence_id, false, {}, {start, end}});
}

bool Emitter::all_day(const Placed& placed, LocalTime local, std::optional<DateOrInstant> recurrence_id) {
  const Date first = std::chrono::floor<Days>(local);
  const DateSpan dates{first, first + placed.extent.days};
  return add({placed.component,
              recurrence_id,
              true,
              dates,
              {owner_walk_.midnight(dates.first), owner_walk_.midnight(dates.end)}});
}

}  // namespace evenkeel
