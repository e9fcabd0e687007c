#include "core/findings/coverage.hpp"
#include "core/findings/scene.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

/// Why a helper who is free of other things can't: hours or notice.
std::string helper_reason(const Scene& scene, const CoverageWindow& window, PersonIndex who) {
  const Helper& helper = scene.settings.helpers[index(who) - 2];
  const std::string& name = scene.name(who);
  if (!hours_in(helper.available, scene.zone(), window.time).covers(window.time)) {
    return name + " is not available then";
  }
  return name + " must be asked " + length_text(helper.notice) + " ahead";
}

/// Why this person does not hold the window, with the evidence for it.
std::string reason(const Scene& scene, const CoverageWindow& window, PersonIndex who, Draft& draft) {
  const std::string& name = scene.name(who);
  if (index(who) < 2 && scene.world.paused[index(who)]) return name + " has paused";
  if (able(scene.world, scene.times, window, who)) {
    const auto& declined = scene.world.snapshot->answers.declined_by;
    const auto by = declined.find(window.duty_key);
    const bool said_no = by != declined.end() && by->second.contains(id_of(scene.settings, who));
    return name + (said_no ? " declined" : " has another duty then");
  }
  const auto blocks = blocking(scene.world, scene.times, window, who);
  if (blocks.empty()) {
    return index(who) < 2 ? name + " works fixed hours" : helper_reason(scene, window, who);
  }
  std::vector<std::string> doing;
  for (const std::size_t i : blocks) {
    const Engagement& e = scene.engagement(who, i);
    draft.with(e);
    std::string what = scene.doing(e, scene.zone());
    if (std::ranges::find(doing, what) == doing.end() && doing.size() < 2) doing.push_back(std::move(what));
  }
  return name + " is " + joined(doing);
}

/// In the second pass each of `people` is looked at alone, and whoever was asked beside them and took it.
bool open_window(const Scene& scene, std::size_t i, const std::vector<PersonIndex>& people) {
  const std::optional<PersonIndex> holder = scene.in.holders[i];
  if (scene.pass() == Pass::confirmed) return !holder;
  const auto can = [&](PersonIndex p) { return able(scene.world, scene.times, scene.in.windows[i], p); };
  return std::ranges::none_of(people, can) && (!holder || !can(*holder));
}

}  // namespace

std::vector<Finding> find_uncovered(const Scene& scene) {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < scene.in.windows.size(); ++i) {
    const CoverageWindow& window = scene.in.windows[i];
    if (!scene.is_reported(window.time)) continue;
    const Coverage& coverage = scene.settings.coverages[window.coverage];
    const auto people = people_of(scene.settings, coverage);
    if (!open_window(scene, i, people)) continue;
    // duty/COVERAGE/DATE[.n] and uncovered/COVERAGE/DATE[.n] name the same window.
    Draft draft(scene, "uncovered", "uncovered" + window.duty_key.substr(window.duty_key.find('/')),
                window.time);
    draft.finding.data = UncoveredData{coverage.id};
    std::string reasons;
    for (const PersonIndex p : people) {
      reasons += (reasons.empty() ? "" : ", ") + reason(scene, window, p, draft);
      if (index(p) < 2) draft.concerns(static_cast<PartnerIndex>(index(p)));
    }
    if (draft.finding.concerns.empty()) draft.concerns_both();
    const std::string when = span_text(window.time, scene.zone());
    found.push_back(
        std::move(draft).told("Nobody for " + coverage.title,
                              "Nobody is free for " + coverage.title + " on " + when + ": " + reasons + "."));
  }
  return found;
}

}  // namespace evenkeel
