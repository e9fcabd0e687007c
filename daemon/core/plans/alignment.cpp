#include "core/plans/alignment.hpp"

#include "core/household/hours.hpp"
#include "core/household/interval_set.hpp"
#include "core/plans/period.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Hours half_of_day{13};
constexpr int weeks_looked_at = 8;
constexpr int weeks_needed = 6;
constexpr Minutes meetings_allowed{30};  // less than that

using Meetings = std::array<IntervalSet, 2>;

bool works_on(const Settings& s, int weekday) {
  return std::ranges::any_of(s.partners, [&](const Partner& p) {
    return !p.working_hours.days[static_cast<std::size_t>(weekday)].empty();
  });
}

/// The partner's working hours of that half of the date.
std::vector<Interval> half_hours(const Partner& p, Date date, bool afternoon) {
  const Instant middle = p.zone->to_instant(LocalTime(date) + half_of_day);
  std::vector<Interval> hours;
  for (const Interval& range : ranges_on(date, p.working_hours, *p.zone)) {
    const Interval half = afternoon ? Interval{std::max(range.start, middle), range.end}
                                    : Interval{range.start, std::min(range.end, middle)};
    if (!half.empty()) hours.push_back(half);
  }
  return hours;
}

/// Whether each partner has less than 30 minutes of meetings in that half; `exists` is set where there are
/// working hours in it.
bool is_free(const Settings& s, const Meetings& meetings, Date date, bool afternoon, bool& exists) {
  bool free = true;
  for (const PartnerIndex p : both_partners) {
    Seconds met{0};
    for (const Interval& hours : half_hours(s.partners[index(p)], date, afternoon)) {
      met += meetings[index(p)].total(hours);
      exists = true;
    }
    free = free && met < meetings_allowed;
  }
  return free;
}

bool usually_free(const Settings& s, const Meetings& meetings, Date today, const HalfDay& half) {
  int free_weeks = 0;
  bool exists = false;
  for (int week = 1; week <= weeks_looked_at; ++week) {
    const Date date = monday_of(today) - Days(7 * week) + Days(half.weekday);
    // Of what lies before that nothing is known (DESIGN section 3, Range).
    if (date < today - s.history) break;
    if (is_free(s, meetings, date, half.afternoon, exists)) ++free_weeks;
  }
  return exists && free_weeks >= weeks_needed;
}

/// Both partners' meetings on that weekday of the dates.
Seconds met_on(const Settings& s, const Meetings& meetings, DateSpan dates, int weekday) {
  Seconds met{0};
  for (Date d = dates.first; d < dates.end; d += Days(1)) {
    if (weekday_index(d) != weekday) continue;
    for (const PartnerIndex p : both_partners) {
      met += meetings[index(p)].total(days_interval({d, d + Days(1)}, *s.partners[index(p)].zone));
    }
  }
  return met;
}

}  // namespace

AlignmentProposal propose_alignment(const Settings& settings, Instant now,
                                    const std::array<std::vector<Interval>, 2>& meetings) {
  const Meetings sets{IntervalSet(meetings[0]), IntervalSet(meetings[1])};
  const Date today = settings.zone->date_of(now);
  const DateSpan next_quarter = placed_periods(Period::quarter, today, {}).back().dates;
  AlignmentProposal proposal;
  std::optional<Seconds> least;
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (const bool afternoon : {false, true}) {
      const HalfDay half{weekday, afternoon};
      if (usually_free(settings, sets, today, half)) proposal.usually_free.push_back(half);
    }
    if (!works_on(settings, weekday)) continue;
    const Seconds met = met_on(settings, sets, next_quarter, weekday);
    if (least && *least <= met) continue;
    least = met;
    proposal.shared_day = weekday;
    proposal.shared_day_hours = static_cast<double>(met.count()) / 3600.0;
  }
  return proposal;
}

}  // namespace evenkeel
