#include "core/findings/scene.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

/// A copy of the household event in a partner's calendar is not work against it: same UID, or same start, end
/// and SUMMARY.
bool is_copy(const Engagement& work, const HouseholdEvent& event) {
  const Component& a = *work.occurrence.component;
  const Component& b = *event.occurrence.component;
  if (a.uid == b.uid) return true;
  return work.occurrence.all_day == event.occurrence.all_day &&
         work.occurrence.time == event.occurrence.time && a.summary == b.summary;
}

}  // namespace

std::vector<Finding> find_shared_event(const Scene& scene) {
  std::vector<Finding> found;
  for (const HouseholdEvent& event : scene.world.household_events) {
    if (!event.is_busy(scene.pass()) || !counts(event.firmness, scene.pass())) continue;
    if (!scene.is_reported(event.occurrence.time)) continue;
    const Occurrence& o = event.occurrence;
    const bool over_work = std::ranges::any_of(both_partners, [&](PartnerIndex p) {
      return event.named[index(p)] && scene.times.of(p).work.overlaps(event.body);
    });
    if (!over_work) continue;
    Draft draft(scene, "shared-event", "shared-event/" + occurrence_hash(o.component->uid, o.recurrence_id),
                o.time);
    std::vector<std::string> work;
    for (const PartnerIndex p : both_partners) {
      if (!event.named[index(p)]) continue;
      bool first = true;
      for (const Engagement* e : scene.work_over(p, event.body)) {
        if (is_copy(*e, event)) continue;
        draft.concerns(p).with(*e);
        if (first) work.push_back(scene.name(p) + " is " + scene.doing(*e, scene.zone()));
        first = false;
      }
    }
    if (work.empty()) continue;
    draft.with(event);
    const std::string what = scene.policy.text(event).str();
    const std::string title = what == "busy" ? "a household event" : "'" + what + "'";
    found.push_back(std::move(draft).told(
        "Work over " + title,
        "Work lies over " + title + " on " + span_text(o.time, scene.zone()) + ": " + joined(work) + "."));
  }
  return found;
}

}  // namespace evenkeel
