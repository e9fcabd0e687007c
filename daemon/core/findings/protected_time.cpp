#include "core/findings/scene.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <optional>

namespace evenkeel {

namespace {

struct ProtectedWindow {
  const std::string& id;
  const std::string& title;
  const std::vector<PersonId>& who;
  Interval time;
  std::string key;
  const Zone& zone;
};

std::optional<Finding> found_over(const Scene& scene, const ProtectedWindow& window) {
  Draft draft(scene, "protected-time", window.key, window.time);
  std::vector<std::string> work;
  for (const PartnerIndex p : both_partners) {
    if (std::ranges::find(window.who, scene.world.partner(p).id) == window.who.end()) continue;
    const auto over = scene.work_over(p, window.time);
    for (const Engagement* e : over) draft.concerns(p).with(*e);
    if (!over.empty()) work.push_back(scene.name(p) + " is " + scene.doing(*over.front(), window.zone));
  }
  if (work.empty()) return std::nullopt;
  draft.finding.data = ProtectedTimeData{window.id};
  return std::move(draft).told("Work over " + window.title, "Work lies over " + window.title + " on " +
                                                                span_text(window.time, window.zone) + ": " +
                                                                joined(work) + ".");
}

void find_over_slots(const Scene& scene, std::vector<Finding>& found) {
  for (const Slot& slot : scene.in.published) {
    const Routine& routine = scene.settings.routines[slot.routine];
    if (!routine.protected_ || !scene.is_reported(slot.time)) continue;
    const Zone& zone = scene.zone_of(routine);
    auto finding = found_over(
        scene, {.id = routine.id,
                .title = routine.title,
                .who = routine.with,
                .time = slot.time,
                .key = "protected-time/" + routine.id + "/" + iso_date(zone.date_of(slot.time.start)),
                .zone = zone});
    if (finding) found.push_back(*std::move(finding));
  }
}

void find_over_windows(const Scene& scene, const Protect& protect, std::vector<Finding>& found) {
  const Zone& zone = scene.zone();
  const Interval looked_at = scene.looked_at();
  const Date end = zone.date_of(looked_at.end);
  // A window that began the day before may reach into it.
  for (Date d = zone.date_of(looked_at.start) - Days(1); d <= end; d += Days(1)) {
    const DayRanges& ranges = protect.time.on(d);
    for (std::size_t r = 0; r < ranges.size(); ++r) {
      const Interval time = range_on(d, ranges[r], zone);
      if (!scene.is_reported(time)) continue;
      std::string key = "protected-time/" + protect.id + "/" + iso_date(d);
      if (r > 0) key += "." + std::to_string(r + 1);
      auto finding = found_over(scene, {.id = protect.id,
                                        .title = protect.title,
                                        .who = protect.who,
                                        .time = time,
                                        .key = std::move(key),
                                        .zone = zone});
      if (finding) found.push_back(*std::move(finding));
    }
  }
}

}  // namespace

std::vector<Finding> find_protected_time(const Scene& scene) {
  std::vector<Finding> found;
  find_over_slots(scene, found);
  for (const Protect& protect : scene.settings.protects) find_over_windows(scene, protect, found);
  return found;
}

}  // namespace evenkeel
