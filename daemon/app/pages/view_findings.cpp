// Findings with the words around them, the bands of crunches, and check-ins.
#include "app/pages/view_parts.hpp"
#include "core/household/hours.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

/// So that a page stays one that people read; the rest is what `findings` prints.
constexpr std::size_t most_findings = 120;
constexpr std::size_t most_evidence = 12;
constexpr std::size_t most_text = 120'000;  // bytes of all of them

std::string name_of_id(const Settings& settings, const PersonId& id) {
  for (std::size_t i = 0; i < 2 + settings.helpers.size(); ++i) {
    const auto p = static_cast<PersonIndex>(i);
    if (id_of(settings, p) == id) return name_of(settings, p);
  }
  return id.str();
}

std::string concerned(const Settings& settings, const Finding& finding) {
  std::string names;
  for (const PartnerIndex p : finding.concerns) {
    names += (names.empty() ? "" : " and ") + settings.partners[index(p)].name;
  }
  return names;
}

PlannerFinding shown(const Finding& finding, const ViewScene& scene) {
  const Zone& zone = scene.in.zone;
  PlannerFinding result;
  result.finding = finding;
  result.dates = dates_of(finding.time, zone);
  if (result.dates.end <= result.dates.first) {
    result.dates = {zone.date_of(finding.time.start), zone.date_of(finding.time.start) + Days(1)};
  }
  result.when = span_text(finding.time, zone);
  result.concerns = concerned(scene.settings(), finding);
  for (const Evidence& e : finding.evidence) {
    if (result.evidence.size() == most_evidence) break;
    result.evidence.push_back(fmt::format("{}: {}, {}", name_of_id(scene.settings(), e.person),
                                          span_text(e.time, zone), e.text.str()));
  }
  if (finding.evidence.size() > most_evidence) {
    result.evidence.push_back(fmt::format("and {} more", finding.evidence.size() - most_evidence));
  }
  if (finding.decide_by) {
    result.decide_by.push_back(day_text(zone.date_of(*finding.decide_by)) + " " +
                               clock_text(*finding.decide_by, zone));
  }
  return result;
}

std::size_t text_of(const PlannerFinding& f) {
  std::size_t bytes = f.finding.title.size() + f.finding.explanation.size();
  for (const std::string& line : f.evidence) bytes += line.size();
  for (const Suggestion& s : f.finding.suggestions) bytes += s.text.size() + s.effect.size();
  return bytes;
}

/// The finding that tells of a crunch: it is muted, or was left out, when there is none.
std::size_t finding_of(const Crunch& crunch, const PlannerView& view) {
  const auto found = std::ranges::find_if(view.findings, [&](const PlannerFinding& f) {
    return f.finding.kind == "crunch" && f.finding.time == crunch.time && !f.finding.if_accepted &&
           std::ranges::find(f.finding.concerns, crunch.partner) != f.finding.concerns.end();
  });
  return found == view.findings.end() ? no_finding : static_cast<std::size_t>(found - view.findings.begin());
}

}  // namespace

void view_findings(const ViewScene& scene, PlannerView& view) {
  const std::vector<Finding>& findings = scene.in.analysis.findings;
  std::size_t text = 0;
  for (const Finding& finding : findings) {
    if (view.findings.size() == most_findings) break;
    PlannerFinding next = shown(finding, scene);
    text += text_of(next);
    if (text > most_text) break;
    view.findings.push_back(std::move(next));
  }
  view.findings_left_out = findings.size() - view.findings.size();
  const auto& mute = scene.settings().alerts.mute;
  if (std::ranges::find(mute, "crunch") != mute.end()) return;
  for (const PartnerIndex p : both_partners) {
    for (const Crunch& crunch : scene.in.analysis.crunches[index(p)]) {
      view.crunches.push_back({.partner = p,
                               .dates = dates_of(crunch.time, scene.in.zone),
                               .load = crunch.load.printed(),
                               .finding = finding_of(crunch, view)});
    }
  }
}

std::vector<PlannerCheckIn> view_check_ins(const ViewScene& scene) {
  std::vector<PlannerCheckIn> result;
  const Zone& zone = scene.in.zone;
  for (const Slot& slot : scene.in.analysis.routines.slots) {
    if (slot.time.end <= scene.in.world.now) continue;
    const Routine& routine = scene.settings().routines[slot.routine];
    result.push_back({.time = slot.time,
                      .date = zone.date_of(slot.time.start),
                      .title = routine.title,
                      .when = span_text(slot.time, zone),
                      .common = routine.common()});
  }
  std::ranges::stable_sort(result, {}, &PlannerCheckIn::time);
  return result;
}

}  // namespace evenkeel
