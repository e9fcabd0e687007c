#include "core/findings/scene.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

std::vector<Finding> find_no_slot(const Scene& scene) {
  std::vector<Finding> found;
  for (const MissingSlot& missing : scene.in.missing) {
    const Routine& routine = scene.settings.routines[missing.routine];
    Draft draft(scene, "no-slot", "no-slot/" + routine.id + "/" + missing.period, missing.time);
    std::vector<std::string> names;
    for (const PartnerIndex p : both_partners) {
      if (std::ranges::find(routine.with, scene.world.partner(p).id) == routine.with.end()) continue;
      draft.concerns(p);
      names.push_back(scene.name(p));
    }
    draft.finding.data = NoSlotData{routine.id, missing.period};
    const DateSpan dates = dates_of(missing.time, scene.zone_of(routine));
    const std::string when = dates.end - dates.first <= Days(1)
                                 ? "on " + day_text(dates.first)
                                 : "from " + day_text(dates.first) + " to " + day_text(dates.end - Days(1));
    found.push_back(std::move(draft).told("No time for " + routine.title,
                                          routine.title + " (" + length_text(routine.duration) +
                                              ") finds no time " + when + " in which " + joined(names) +
                                              (names.size() == 1 ? " is" : " are both") + " free."));
  }
  return found;
}

}  // namespace evenkeel
