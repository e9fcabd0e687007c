#include "core/findings/scene.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

bool may_clash(const Engagement& e, Pass pass) {
  const Presence presence = e.presence(pass);
  return e.counts(pass) && !e.occurrence.all_day && !e.from_household && e.kind != Kind::focus &&
         (presence == Presence::onsite || presence == Presence::remote) && !e.time.empty();
}

Finding clash(const Scene& scene, PartnerIndex p, const Engagement& a, const Engagement& b) {
  const auto hash = [](const Engagement& e) {
    return occurrence_hash(e.occurrence.component->uid, e.occurrence.recurrence_id);
  };
  const auto [first, second] = std::minmax({hash(a), hash(b)});
  const Interval time = a.time.intersection(b.time);
  Draft draft(scene, "double-booked",
              "double-booked/" + scene.world.partner(p).id.str() + "/" + first + "/" + second, time);
  draft.concerns(p).with(a).with(b);
  const Zone& zone = scene.zone_of(p);
  return std::move(draft).told(scene.name(p) + " is double-booked",
                               scene.name(p) + " has two appointments at once on " + span_text(time, zone) +
                                   ": " + scene.doing(a, zone) + ", and " + scene.doing(b, zone) + ".");
}

/// What may clash with something where findings are looked for, in the order of the engagements.
std::vector<const Engagement*> timed_ones(const Scene& scene, PartnerIndex p) {
  std::vector<const Engagement*> timed;
  const auto look_at = [&](const Engagement& e) {
    if (may_clash(e, scene.pass()) && scene.is_reported(e.time)) timed.push_back(&e);
  };
  if (scene.in.region == nullptr) {
    // Whole analyses have nothing displaced.
    for (const Engagement& e : scene.world.engagements[index(p)]) look_at(e);
    return timed;
  }
  std::vector<std::size_t> near;
  for (const Interval& part : scene.in.region->parts()) {
    const auto over = scene.times.busy_over(person(p), part);
    near.insert(near.end(), over.begin(), over.end());
  }
  std::ranges::sort(near);
  near.erase(std::ranges::unique(near).begin(), near.end());
  for (const std::size_t i : near) look_at(scene.engagement(person(p), i));
  return timed;
}

}  // namespace

std::vector<Finding> find_double_booked(const Scene& scene) {
  std::vector<Finding> found;
  for (const PartnerIndex p : both_partners) {
    std::vector<const Engagement*> timed = timed_ones(scene, p);
    const bool one_source = std::ranges::all_of(
        timed, [&timed](const Engagement* e) { return e->source == timed.front()->source; });
    if (one_source) continue;
    std::ranges::stable_sort(timed, {}, [](const Engagement* e) { return e->time; });
    std::vector<const Engagement*> open;
    for (const Engagement* e : timed) {
      std::erase_if(open, [e](const Engagement* earlier) { return earlier->time.end <= e->time.start; });
      for (const Engagement* earlier : open) {
        if (earlier->source == e->source || !scene.is_reported(earlier->time.intersection(e->time))) continue;
        if (found.size() == most_double_booked) return found;
        found.push_back(clash(scene, p, *earlier, *e));
      }
      open.push_back(e);
    }
  }
  return found;
}

}  // namespace evenkeel
