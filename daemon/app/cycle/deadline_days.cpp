#include "app/cycle/deadline_days.hpp"

#include "core/household/disclosure.hpp"
#include "core/household/occurrence_hash.hpp"

namespace evenkeel {

std::vector<DeadlineDay> deadline_days(const World& world) {
  const DisclosurePolicy policy(*world.settings, *world.snapshot, world.viewer);
  std::vector<DeadlineDay> days;
  for (const Deadline& d : world.deadlines) {
    if (d.firmness != Firmness::confirmed) continue;
    const Date date = d.due_date.value_or(world.partner(d.partner).zone->date_of(d.due));
    days.push_back({.partner = d.partner, .id = d.id, .title = policy.title(d).str(), .date = date});
  }
  for (const PartnerIndex p : both_partners) {
    for (const Engagement& e : world.engagements[index(p)]) {
      if (e.kind != Kind::milestone || e.firmness != Firmness::confirmed ||
          e.occurrence.time.end <= world.now)
        continue;
      const Date date = e.occurrence.all_day ? e.occurrence.dates.first
                                             : world.partner(p).zone->date_of(e.occurrence.time.start);
      const bool shown = policy.shows_title(*e.occurrence.component, e.source);
      days.push_back({.partner = p,
                      .id = occurrence_hash(e.occurrence.component->uid, e.occurrence.recurrence_id),
                      .title = shown ? policy.text(e, Pass::confirmed).str() : "a milestone",
                      .date = date});
    }
  }
  return days;
}

}  // namespace evenkeel
