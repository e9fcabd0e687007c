#include "core/findings/crunch.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr double without_supply = 99;

/// What of a deadline's remaining effort falls into the week, in seconds.
double spread_of(const Deadline& d, const WeekLoad& week, Instant now, const IntervalSet& hours) {
  const Interval work{std::max(d.start, now), d.due};
  const Seconds all = hours.total(work);
  const auto remaining = static_cast<double>(d.remaining.count());
  if (all == Seconds{0}) {
    // What is due on a Sunday without working hours is due at 24:00, which is no longer in its week.
    const bool here = d.due_date ? monday_of(*d.due_date) == week.monday : week.time.contains(d.due);
    return here ? remaining : 0;
  }
  const Seconds part = hours.total(work.intersection(week.time));
  return remaining * static_cast<double>(part.count()) / static_cast<double>(all.count());
}

}  // namespace

std::vector<WeekLoad> week_loads(const World& world, const Occupied& occupied, Pass pass,
                                 PartnerIndex partner, Interval within) {
  const Zone& zone = *world.partner(partner).zone;
  const IntervalSet& hours = world.work_days[index(partner)]->hours();
  const IntervalSet at_work = hours.minus(occupied.leave);
  const IntervalSet busy = at_work.common(occupied.busy);
  std::vector<WeekLoad> loads;
  if (within.empty()) return loads;
  for (Date monday = monday_of(zone.date_of(within.start)); zone.midnight(monday) < within.end;
       monday += Days(7)) {
    WeekLoad week;
    week.monday = monday;
    week.time = week_of(monday, zone);
    week.busy = busy.total(week.time);
    week.available = at_work.total(week.time);
    for (const Deadline& d : world.deadlines) {
      if (d.partner != partner || !counts(d.firmness, pass)) continue;
      week.spread += spread_of(d, week, world.now, hours);
    }
    const double wanted = static_cast<double>(week.busy.count()) + week.spread;
    if (wanted > 0) {
      const auto available = static_cast<double>(week.available.count());
      week.load = available > 0 ? wanted / available : without_supply;
    }
    loads.push_back(week);
  }
  return loads;
}

}  // namespace evenkeel
