#include "core/household/hours.hpp"
#include "core/plans/wording.hpp"
#include "core/publishing/notice.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr std::size_t most_findings = 7;
constexpr Seconds week_ahead = Days(7);

std::string findings_part(Viewer to, const World& world, const Analysis& analysis) {
  std::string text;
  std::size_t told = 0;
  std::size_t more = 0;
  for (const Finding& f : analysis.findings) {
    if (f.if_accepted || f.severity == Severity::info || !is_for(to, f)) continue;
    if (told == most_findings) {
      ++more;
      continue;
    }
    ++told;
    text += "– " + f.explanation;
    if (f.decide_by) text += " Decide by " + day_text(world.settings->zone->date_of(*f.decide_by)) + ".";
    text += "\n";
    if (!f.suggestions.empty()) text += "  " + f.suggestions.front().text + "\n";
  }
  if (more > 0) text += fmt::format("– and {} more: evenkeel findings\n", more);
  return text.empty() ? "" : "What collides\n" + text;
}

std::string duties_part(const World& world, const Analysis& analysis) {
  std::string text;
  for (const RotaEntry& entry : analysis.rota.entries) {
    const Interval& time = entry.window.time;
    if (time.start < world.now || time.start >= world.now + week_ahead) continue;
    text += fmt::format("– {}: {} – {}\n", span_text(time, *world.settings->zone),
                        world.settings->coverages[entry.window.coverage].title,
                        entry.who ? name_of(*world.settings, *entry.who) : std::string("nobody yet"));
  }
  return text.empty() ? "" : "Who covers what\n" + text;
}

/// A partner's own and common ones; to both only those.
bool takes_part(Viewer to, const World& world, const Routine& routine) {
  if (!to.partner) return routine.common();
  return std::ranges::find(routine.with, world.partner(*to.partner).id) != routine.with.end();
}

std::string meetings_part(Viewer to, const World& world, const Analysis& analysis) {
  std::string text;
  for (const Slot& slot : analysis.routines.slots) {
    const Routine& routine = world.settings->routines[slot.routine];
    if (!takes_part(to, world, routine) || slot.time.start < world.now ||
        slot.time.start >= world.now + week_ahead) {
      continue;
    }
    text += fmt::format("– {}: {}\n", span_text(slot.time, *world.settings->zone), routine.title);
  }
  return text.empty() ? "" : "Set aside\n" + text;
}

}  // namespace

std::string digest_text(Viewer to, const World& world, const Analysis& analysis) {
  // Who paused takes no part (DESIGN section 9).
  if (to.partner && world.paused[index(*to.partner)]) return {};
  std::string text;
  for (const std::string& part : {findings_part(to, world, analysis), duties_part(world, analysis),
                                  meetings_part(to, world, analysis)}) {
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  return text;
}

}  // namespace evenkeel
