#include "core/plans/slot_candidates.hpp"

#include "core/household/hours.hpp"
#include "core/plans/routines.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds quarter_hour = Minutes(15);

bool has_none(const WeekRanges& week) {
  return std::ranges::all_of(week.days, [](const DayRanges& ranges) { return ranges.empty(); });
}

WeekRanges common_windows() {
  WeekRanges week;
  for (std::size_t day = 0; day < 4; ++day) week.days[day] = {{Hours(20), Hours(21) + Minutes(30)}};
  week.days[6] = {{Hours(17), Hours(21)}};
  return week;
}

/// The first quarter hour of local time not before `t`.
Instant next_quarter(Instant t, const Zone& zone) {
  const Seconds past = zone.to_local(t).time_since_epoch() % quarter_hour;
  return past == Seconds{0} ? t : t + (quarter_hour - past);
}

bool touches(const Interval& slot, const std::set<Date>& dates, const Zone& zone) {
  const DateSpan touched = dates_of(slot, zone);
  const auto first = dates.lower_bound(touched.first);
  return first != dates.end() && *first < touched.end;
}

}  // namespace

WeekRanges windows_of(const Settings& settings, const Routine& routine) {
  if (!has_none(routine.windows)) return routine.windows;
  if (routine.common()) return common_windows();
  const bool second = !routine.with.empty() && settings.partners[1].id == routine.with.front();
  return settings.partners[second ? 1 : 0].working_hours;
}

std::optional<Preference> preference_of(const Routine& routine) {
  if (routine.prefer || !routine.common()) return routine.prefer;
  return Preference{6, Hours(19)};
}

std::vector<Interval> slot_candidates(const Settings& settings, const Routine& routine,
                                      const RoutinePeriod& period, const CandidateBounds& bounds) {
  const Zone& zone = zone_of(settings, routine);
  const WeekRanges windows = windows_of(settings, routine);
  std::vector<Interval> candidates;
  // A window may reach into the next date, so the date before the first instant counts too.
  const Date first = std::max(period.dates.first, zone.date_of(bounds.not_before) - Days(1));
  const Date end = std::min(period.dates.end, zone.date_of(bounds.end_by) + Days(1));
  for (Date d = first; d < end; d += Days(1)) {
    if (bounds.paused.contains(d)) continue;
    for (const Interval& window : ranges_on(d, windows, zone)) {
      const Instant last = std::min(window.end, bounds.end_by) - routine.duration;
      for (Instant t = next_quarter(std::max(window.start, bounds.not_before), zone); t <= last;
           t = next_quarter(t + quarter_hour, zone)) {
        const Interval slot{t, t + routine.duration};
        if (!touches(slot, bounds.paused, zone)) candidates.push_back(slot);
      }
    }
  }
  std::ranges::sort(candidates);
  candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
  return candidates;
}

PreferredTimes::PreferredTimes(const std::optional<Preference>& preference, const RoutinePeriod& period,
                               const Zone& zone) {
  if (!preference) return;
  for (Date d = period.dates.first; d < period.dates.end; d += Days(1)) {
    if (preference->weekday && *preference->weekday != weekday_index(d)) continue;
    times_.push_back(zone.to_instant(LocalTime(d) + preference->time));
  }
}

Seconds PreferredTimes::distance(Instant start) const {
  if (times_.empty()) return Seconds{0};
  const auto after = std::ranges::lower_bound(times_, start);
  if (after == times_.end()) return start - times_.back();
  if (after == times_.begin()) return *after - start;
  return std::min(*after - start, start - *std::prev(after));
}

}  // namespace evenkeel
