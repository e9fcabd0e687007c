// Hours of the week laid on dates: working hours, availability, [[protect]] (DESIGN section 3).
#pragma once

#include "core/household/interval_set.hpp"
#include "core/household/settings.hpp"
#include "core/time/zone.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace evenkeel {

/// A range of times of day on date `d`: each end is resolved in `zone` by itself, so a night may last 10 or
/// 12 hours. An end past 24 h lies on the next date.
Interval range_on(Date d, const DayRange& range, const Zone& zone);

/// The ranges of `week` that begin on date `d`, in the order written.
std::vector<Interval> ranges_on(Date d, const WeekRanges& week, const Zone& zone);

/// The union of `week` laid on every date, clipped to `within` (a range that began the day before counts).
IntervalSet hours_in(const WeekRanges& week, const Zone& zone, Interval within);

/// Midnight to midnight of [first, end) in `zone`.
Interval days_interval(DateSpan dates, const Zone& zone);

/// The local dates on which [start, end) has time; none for an empty interval.
DateSpan dates_of(Interval time, const Zone& zone);

/// Monday of the week of `d`; weeks run from Monday 00:00.
Date monday_of(Date d);
/// [Monday 00:00, next Monday 00:00) of the week of `d` in `zone`.
Interval week_of(Date d, const Zone& zone);

/// 0 = Monday.
int weekday_index(Date d);

/// End of the partner's working hours that begin on `d`; none: 24:00 of it (the due of a date).
Instant end_of_work(const Partner& partner, Date d);

/// Working hours of one partner for a stretch of dates, laid out once.
class WorkDays {
 public:
  /// Dates [first, end) are held ready.
  WorkDays(const Partner& partner, DateSpan held);
  /// What all-day occurrences take of these dates, as far as they are held: the working hours, and
  /// 09:00-17:00 on a date without. It borrows from this.
  [[nodiscard]] std::span<const Interval> bodies(DateSpan dates) const;
  /// The working hours of all held dates.
  [[nodiscard]] const IntervalSet& hours() const { return hours_; }
  [[nodiscard]] DateSpan held() const { return held_; }

 private:
  DateSpan held_;
  std::vector<std::size_t> begin_;  // of each date in bodies_, and one past the last
  std::vector<Interval> bodies_;
  IntervalSet hours_;
};

}  // namespace evenkeel
