#include "core/household/hours.hpp"

#include <algorithm>

namespace evenkeel {

Interval range_on(Date d, const DayRange& range, const Zone& zone) {
  return {zone.to_instant(LocalTime(d) + range.start), zone.to_instant(LocalTime(d) + range.end)};
}

std::vector<Interval> ranges_on(Date d, const WeekRanges& week, const Zone& zone) {
  std::vector<Interval> result;
  for (const DayRange& range : week.on(d)) result.push_back(range_on(d, range, zone));
  return result;
}

IntervalSet hours_in(const WeekRanges& week, const Zone& zone, Interval within) {
  if (within.empty()) return {};
  std::vector<Interval> parts;
  const Date last = zone.date_of(within.end);
  // A range that begins on a date ends on the next at the latest, so one date earlier is enough.
  for (Date d = zone.date_of(within.start) - Days(1); d <= last; d += Days(1)) {
    for (const DayRange& range : week.on(d)) {
      parts.push_back(range_on(d, range, zone).intersection(within));
    }
  }
  return IntervalSet(std::move(parts));
}

Interval days_interval(DateSpan dates, const Zone& zone) {
  return {zone.midnight(dates.first), zone.midnight(dates.end)};
}

DateSpan dates_of(Interval time, const Zone& zone) {
  const Date first = zone.date_of(time.start);
  if (time.empty()) return {first, first};
  return {first, zone.date_of(time.end - Seconds(1)) + Days(1)};
}

int weekday_index(Date d) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(d.time_since_epoch())).iso_encoding()) -
         1;
}

Date monday_of(Date d) {
  return d - Days(weekday_index(d));
}

Interval week_of(Date d, const Zone& zone) {
  const Date monday = monday_of(d);
  return days_interval({monday, monday + Days(7)}, zone);
}

Instant end_of_work(const Partner& partner, Date d) {
  const auto ranges = ranges_on(d, partner.working_hours, *partner.zone);
  Instant end{};
  for (const Interval& range : ranges) end = std::max(end, range.end);
  return ranges.empty() ? partner.zone->midnight(d + Days(1)) : end;
}

}  // namespace evenkeel
