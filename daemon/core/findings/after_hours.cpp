#include "core/findings/scene.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

/// What is busy somewhere in `outside`, ascending. Most of a full week is not, so only what lies there is
/// looked at.
std::vector<std::size_t> busy_in(const Scene& scene, PartnerIndex p, const IntervalSet& outside) {
  std::vector<std::size_t> all;
  for (const Interval& part : outside.parts()) {
    const std::vector<std::size_t> over = scene.times.busy_over(person(p), part);
    all.insert(all.end(), over.begin(), over.end());
  }
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

/// The occurrences of work that lie outside working hours in the week, at most ten.
void show(const Scene& scene, PartnerIndex p, const IntervalSet& outside, Draft& draft) {
  constexpr std::size_t most = 10;
  for (const std::size_t i : busy_in(scene, p, outside)) {
    const Engagement& e = scene.engagement(person(p), i);
    if (!e.work(scene.pass()) || e.presence(scene.pass()) == Presence::away) continue;
    draft.with(e);
    if (draft.finding.evidence.size() == most) return;
  }
}

}  // namespace

std::vector<Finding> find_after_hours(const Scene& scene) {
  std::vector<Finding> found;
  for (const PartnerIndex p : both_partners) {
    const Partner& partner = scene.world.partner(p);
    const Zone& zone = *partner.zone;
    const IntervalSet& hours = scene.world.work_days[index(p)]->hours();
    const Interval looked_at = scene.looked_at();
    for (Date monday = monday_of(zone.date_of(looked_at.start)); zone.midnight(monday) < looked_at.end;
         monday += Days(7)) {
      const Interval week = week_of(monday, zone);
      if (!scene.is_reported(week)) continue;
      const IntervalSet outside = scene.times.of(p).work_here.clipped(week).minus(hours.clipped(week));
      const Seconds length = outside.total();
      if (length <= partner.after_hours_allowance) continue;
      Draft draft(scene, "after-hours", "after-hours/" + partner.id.str() + "/" + iso_week(monday), week);
      draft.concerns(p);
      draft.finding.data = AfterHoursData{length};
      // Where only some time is looked at, a change is tried: nobody reads what lies there.
      if (scene.in.region == nullptr) show(scene, p, outside, draft);
      found.push_back(std::move(draft).told(
          scene.name(p) + ": " + length_text(length) + " of work after hours",
          scene.name(p) + " has " + length_text(length) + " of work outside working hours in the week of " +
              day_text(monday) + ", more than " + length_text(partner.after_hours_allowance) + "."));
    }
  }
  return found;
}

}  // namespace evenkeel
