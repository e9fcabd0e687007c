#include "core/household/effort.hpp"

#include "core/household/hours.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

__extension__ using Wide = __int128;

/// effort x left / of in whole minutes, half up; exact.
Seconds share(Seconds effort, std::int64_t left, std::int64_t of) {
  const Wide numerator = Wide(effort.count()) * left * 2 + Wide(of) * 60;
  const Wide minutes = numerator / (Wide(of) * 120);
  return Minutes(static_cast<std::int64_t>(minutes));
}

}  // namespace

const IntervalSet& WorkedHours::since(Instant start) {
  constexpr Days planned_before{20 * 366};
  if (start >= world_.range.start) return world_.work_days[index(partner_)]->hours();
  if (!long_) {
    const Partner& partner = world_.partner(partner_);
    const Interval all{world_.range.start - planned_before, world_.range.end};
    long_ = hours_in(partner.working_hours, *partner.zone, all);
  }
  return *long_;
}

Instant start_by_lead(Instant due, Date due_date, const Lead& lead, const Zone& zone) {
  if (!lead.whole_days()) return due - lead.length;
  return zone.midnight(due_date - std::chrono::floor<Days>(lead.length));
}

Seconds remaining_by_percent(Seconds effort, int done_percent) {
  return share(effort, 100 - std::clamp(done_percent, 0, 100), 100);
}

Seconds remaining_by_now(Seconds effort, Instant start, Instant due, Instant now, const IntervalSet& hours) {
  if (now <= start) return share(effort, 1, 1);
  const Seconds all = hours.total({start, due});
  if (all == Seconds{0}) return share(effort, 1, 1);
  return share(effort, hours.total({std::min(now, due), due}).count(), all.count());
}

}  // namespace evenkeel
