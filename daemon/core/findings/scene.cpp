#include "core/findings/scene.hpp"

#include "core/findings/coverage.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {
namespace {

std::optional<DateSpan> stated_dates(const Occurrence& o) {
  return o.all_day ? std::optional(o.dates) : std::nullopt;
}

}  // namespace

Scene::Scene(const PassInput& input)
    : in(input),
      world(input.world),
      settings(*input.world.settings),
      times(input.times),
      policy(settings, *input.world.snapshot, input.world.viewer) {}

Scene::Scene(const PassInput& input, const Scene& like)
    : in(input),
      world(input.world),
      settings(*input.world.settings),
      times(input.times),
      policy(like.policy) {}

Interval Scene::looked_at() const {
  const Interval reported = world.reported();
  if (in.region == nullptr) return reported;
  const auto parts = in.region->parts();
  if (parts.empty()) return {reported.start, reported.start};
  return reported.intersection({parts.front().start, parts.back().end});
}

const std::string& Scene::name(PersonIndex p) const {
  const std::size_t i = index(p);
  const std::string& name = i < 2 ? settings.partners[i].name : settings.helpers[i - 2].name;
  return name.empty() ? id_of(settings, p).str() : name;
}

const Zone& Scene::zone_of(const Routine& routine) const {
  for (const Partner& partner : settings.partners) {
    if (!routine.common() && !routine.with.empty() && partner.id == routine.with.front())
      return *partner.zone;
  }
  return *settings.zone;
}

std::vector<const Engagement*> Scene::work_over(PartnerIndex p, Interval time) const {
  std::vector<const Engagement*> found;
  if (!times.of(p).work.overlaps(time)) return found;
  for (const std::size_t i : times.busy_over(person(p), time)) {
    const Engagement& e = engagement(person(p), i);
    if (e.work(pass())) found.push_back(&e);
  }
  return found;
}

std::string Scene::doing(const Engagement& e, const Zone& shown) const {
  const std::string text = policy.text(e, pass()).str();
  const bool plain = text == "busy" || text == "away" || text == kind_name(e.kind);
  std::string result = plain ? text : "at \"" + text + "\"";
  if (e.presence(pass()) == Presence::away && plain) return "away";
  if (e.occurrence.all_day) return result + " all day";
  const Interval& time = e.occurrence.time;
  const bool one_day = dates_of(time, shown).end - dates_of(time, shown).first <= Days(1);
  return result + " " +
         (one_day ? clock_text(time.start, shown) + "–" + clock_text(time.end, shown)
                  : span_text(time, shown));
}

Draft::Draft(const Scene& scene, std::string_view kind, std::string key, Interval time) : scene_(scene) {
  finding.key = std::move(key);
  finding.kind = kind;
  finding.time = time;
}

Draft& Draft::concerns(PartnerIndex p) {
  if (std::ranges::find(finding.concerns, p) == finding.concerns.end()) finding.concerns.push_back(p);
  std::ranges::sort(finding.concerns);
  return *this;
}

Draft& Draft::concerns_both() {
  finding.concerns.assign(both_partners.begin(), both_partners.end());
  return *this;
}

void Draft::note(std::size_t source) {
  if (std::ranges::find(sources_, source) == sources_.end()) sources_.push_back(source);
}

Draft& Draft::with(const Engagement& e) {
  note(e.source);
  unconfirmed_ = unconfirmed_ || e.firmness != Firmness::confirmed;
  if (e.oof_leave && index(e.person) < 2) travelling_[index(e.person)] = true;
  finding.evidence.push_back({.person = id_of(scene_.settings, e.person),
                              .time = e.occurrence.time,
                              .text = scene_.policy.text(e, scene_.pass()),
                              .dates = stated_dates(e.occurrence)});
  return *this;
}

Draft& Draft::with(const HouseholdEvent& event) {
  note(event.source);
  unconfirmed_ = unconfirmed_ || event.firmness != Firmness::confirmed;
  finding.evidence.push_back({.person = PersonId("household"),
                              .time = event.occurrence.time,
                              .text = scene_.policy.text(event),
                              .dates = stated_dates(event.occurrence)});
  return *this;
}

Draft& Draft::with(const Deadline& d) {
  if (d.component != nullptr) note(d.source);
  unconfirmed_ = unconfirmed_ || d.firmness != Firmness::confirmed;
  finding.evidence.push_back({.person = scene_.world.partner(d.partner).id,
                              .time = {d.start, d.due},
                              .text = scene_.policy.title(d)});
  return *this;
}

Finding Draft::told(std::string title, std::string explanation) && {
  finding.title = std::move(title);
  std::vector<std::string> conditions;
  if (scene_.pass() == Pass::all) {
    for (const PartnerIndex p : both_partners) {
      if (travelling_[index(p)]) conditions.push_back(scene_.name(p) + " is travelling");
    }
    if (unconfirmed_ || conditions.empty()) conditions.emplace_back("what is not confirmed yet takes place");
    explanation = "If " + joined(conditions) + ": " + explanation;
  }
  for (const std::size_t source : sources_) {
    const SourceSnapshot& snapshot = scene_.world.snapshot->sources[source];
    if (!snapshot.stale) continue;
    explanation += " (" + snapshot.name.str() + " has not answered";
    if (snapshot.last_success) {
      explanation += " since " + day_text(scene_.zone().date_of(*snapshot.last_success)) + " " +
                     clock_text(*snapshot.last_success, scene_.zone());
    }
    explanation += ".)";
  }
  finding.explanation = std::move(explanation);
  return std::move(finding);
}

std::string joined(const std::vector<std::string>& names) {
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) result += i + 1 == names.size() ? " and " : ", ";
    result += names[i];
  }
  return result;
}

}  // namespace evenkeel
