#include "core/findings/scene.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr DayRange night{Hours(22), Hours(30)};  // 22:00 to 06:00 of the next date

/// The dates of the nights that lie whole in `away`.
DateSpan nights_in(Interval away, const Zone& zone) {
  Date first = zone.date_of(away.start) - Days(1);
  while (range_on(first, night, zone).start < away.start) first += Days(1);
  Date last = zone.date_of(away.end);
  while (range_on(last, night, zone).end > away.end) last -= Days(1);
  return {first, std::max(first, last + Days(1))};
}

/// Cuts `nights` at the dates of household.pause.
void add_without(const Dates& paused, DateSpan nights, std::vector<DateSpan>& runs) {
  Date first = nights.first;
  for (auto p = std::ranges::lower_bound(paused, first); p != paused.end() && *p < nights.end; ++p) {
    if (first < *p) runs.push_back({first, *p});
    first = *p + Days(1);
  }
  if (first < nights.end) runs.push_back({first, nights.end});
}

/// Runs of consecutive nights over which both are away.
std::vector<DateSpan> runs_away(const Scene& scene) {
  std::vector<DateSpan> runs;
  const IntervalSet both =
      scene.times.of(PartnerIndex::first).away.common(scene.times.of(PartnerIndex::second).away);
  for (const Interval& away : both.parts()) {
    add_without(scene.world.pause_dates, nights_in(away, scene.zone()), runs);
  }
  std::vector<DateSpan> joined_runs;
  for (const DateSpan& run : runs) {
    if (!joined_runs.empty() && joined_runs.back().end == run.first) {
      joined_runs.back().end = run.end;
    } else {
      joined_runs.push_back(run);
    }
  }
  return joined_runs;
}

}  // namespace

std::vector<Finding> find_both_away(const Scene& scene) {
  std::vector<Finding> found;
  for (const DateSpan& run : runs_away(scene)) {
    const Date last = run.end - Days(1);
    const Interval time{range_on(run.first, night, scene.zone()).start,
                        range_on(last, night, scene.zone()).end};
    if (!scene.is_reported(time)) continue;
    Draft draft(scene, "both-away", "both-away/" + iso_date(run.first), time);
    draft.concerns_both();
    for (const PartnerIndex p : both_partners) {
      for (const std::size_t i : scene.times.busy_over(person(p), time)) {
        const Engagement& e = scene.engagement(person(p), i);
        if (e.presence(scene.pass()) == Presence::away) draft.with(e);
      }
    }
    const std::string names = scene.name(PartnerIndex::first) + " and " + scene.name(PartnerIndex::second);
    const auto nights = (run.end - run.first).count();
    const std::string when =
        nights == 1 ? "the night of " + day_text(run.first)
                    : std::to_string(nights) + " nights, " + day_text(run.first) + " to " + day_text(run.end);
    found.push_back(std::move(draft).told("Both away overnight",
                                          names + " are both away for " + when + ": nobody is at home."));
  }
  return found;
}

}  // namespace evenkeel
