#include "core/findings/candidates.hpp"
#include "core/findings/coverage.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace evenkeel {

namespace {

constexpr Seconds notice_of_move = Days(1);

/// The order in which meetings are moved: unconfirmed before confirmed, organised by the partner before by
/// others, fewer attendees, shorter, earlier.
auto cost(const World& world, const EngagementRef& ref) {
  const Engagement& e = world.engagements[index(ref.person)][ref.engagement];
  return std::tuple(e.firmness == Firmness::confirmed, !e.organised, e.occurrence.component->attendee_count,
                    e.occurrence.time.length(), e.occurrence.time.start, ref);
}

/// What is confirmed is dearer than any number of what is not; then few rather than many.
bool cheaper(const World& world, const MoveAway& a, const MoveAway& b) {
  const auto dearest = [&world](const MoveAway& move) {
    return cost(world, *std::ranges::max_element(
                           move.what, {}, [&world](const EngagementRef& ref) { return cost(world, ref); }));
  };
  const auto x = dearest(a);
  const auto y = dearest(b);
  if (std::get<0>(x) != std::get<0>(y)) return std::get<0>(x) < std::get<0>(y);
  if (a.what.size() != b.what.size()) return a.what.size() < b.what.size();
  return x < y;
}

/// Work and trips of the partner's own calendars; what the household has agreed on stays.
bool movable(const Engagement& e, Pass pass) {
  return index(e.person) < 2 && !e.from_household && !e.announced && e.busy(pass);
}

/// Adds a way out of all of `refs`; too many at once, or one that can't be moved, make it none.
void add(const Scene& scene, const std::vector<EngagementRef>& refs, std::vector<MoveAway>& ways) {
  constexpr std::size_t most = 3;
  if (refs.empty() || refs.size() > most) return;
  const bool all = std::ranges::all_of(refs, [&scene](const EngagementRef& ref) {
    return movable(scene.engagement(ref.person, ref.engagement), scene.pass());
  });
  if (all && expiry_of(scene.world, {refs}) > scene.world.now) ways.push_back({refs});
}

std::vector<EngagementRef> refs(PersonIndex p, const std::vector<std::size_t>& engagements) {
  std::vector<EngagementRef> result;
  for (const std::size_t i : engagements) result.push_back({p, i});
  return result;
}

/// For each partner in `who`: all that blocks the window.
void uncovered_ways(const Scene& scene, const Finding& f, std::vector<MoveAway>& ways) {
  for (const CoverageWindow& window : scene.in.windows) {
    if (!same_window(f.key, window.duty_key)) continue;
    for (const PersonIndex p : people_of(scene.settings, scene.settings.coverages[window.coverage])) {
      if (index(p) < 2) add(scene, refs(p, blocking(scene.world, scene.times, window, p)), ways);
    }
  }
}

/// All work of those concerned that lies over the interval.
void work_ways(const Scene& scene, const Finding& f, std::vector<MoveAway>& ways) {
  std::vector<EngagementRef> all;
  for (const PartnerIndex p : f.concerns) {
    for (const std::size_t i : scene.times.busy_over(person(p), f.time)) {
      if (scene.engagement(person(p), i).work(scene.pass())) all.push_back({person(p), i});
    }
  }
  add(scene, all, ways);
}

/// Each trip of either.
void away_ways(const Scene& scene, const Finding& f, std::vector<MoveAway>& ways) {
  for (const PartnerIndex p : both_partners) {
    std::vector<EngagementRef> trips = refs(person(p), scene.times.busy_over(person(p), f.time));
    std::erase_if(trips, [&scene](const EngagementRef& ref) {
      return scene.engagement(ref.person, ref.engagement).presence(scene.pass()) != Presence::away;
    });
    add(scene, trips, ways);
  }
}

/// Each of what is laid out in the evidence, alone.
void single_ways(const Scene& scene, const Finding& f, std::vector<MoveAway>& ways) {
  for (const PartnerIndex p : f.concerns) {
    for (const std::size_t i : scene.times.busy_over(person(p), f.time)) {
      const Engagement& e = scene.engagement(person(p), i);
      const bool shown = std::ranges::any_of(
          f.evidence, [&e](const Evidence& evidence) { return evidence.time == e.occurrence.time; });
      if (shown) add(scene, {{person(p), i}}, ways);
    }
  }
}

}  // namespace

bool same_window(std::string_view finding_key, std::string_view duty_key) {
  return finding_key.substr(std::min(finding_key.find('/'), finding_key.size())) ==
         duty_key.substr(std::min(duty_key.find('/'), duty_key.size()));
}

Instant expiry_of(const World& world, const MoveAway& move) {
  Instant first = Instant::max();
  for (const EngagementRef& ref : move.what) {
    first = std::min(first, world.engagements[index(ref.person)][ref.engagement].occurrence.time.start);
  }
  return first - notice_of_move;
}

std::vector<MoveAway> ways_out(const Scene& scene, const Finding& f) {
  std::vector<MoveAway> ways;
  if (f.kind == "uncovered") uncovered_ways(scene, f, ways);
  if (f.kind == "shared-event" || f.kind == "protected-time") work_ways(scene, f, ways);
  if (f.kind == "both-away" || f.kind == "travel-in-crunch") away_ways(scene, f, ways);
  if (f.kind == "double-booked" || f.kind == "after-hours") single_ways(scene, f, ways);
  std::ranges::stable_sort(
      ways, [&scene](const MoveAway& a, const MoveAway& b) { return cheaper(scene.world, a, b); });
  return ways;
}

/// Series by series, so that each occurrence is looked at once, whatever is asked for.
void SeriesAhead::lay_out(PersonIndex who) {
  Series& all = people_[index(who)].emplace();
  std::unordered_map<const Component*, std::vector<std::size_t>*> known;
  const auto& engagements = world_.engagements[index(who)];
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    const Engagement& e = engagements[i];
    const bool ahead = e.occurrence.time.start - notice_of_move > world_.now;
    if (!ahead || !e.occurrence.recurrence_id) continue;
    const auto [place, fresh] = known.try_emplace(e.occurrence.component);
    if (fresh) place->second = &all[{e.source, e.occurrence.component->uid.str()}];
    place->second->push_back(i);
  }
}

MoveAway SeriesAhead::of(const EngagementRef& ref) {
  const Engagement& e = world_.engagements[index(ref.person)][ref.engagement];
  MoveAway series;
  if (!e.occurrence.recurrence_id) return series;
  if (!people_[index(ref.person)]) lay_out(ref.person);
  const Series& all = *people_[index(ref.person)];
  const auto found = all.find({e.source, e.occurrence.component->uid.str()});
  if (found == all.end()) return series;
  for (const std::size_t i : found->second) series.what.push_back({ref.person, i});
  return series;
}

std::string move_text(const Scene& scene, const MoveAway& move) {
  std::vector<std::string> parts;
  for (const EngagementRef& ref : move.what) {
    const Engagement& e = scene.engagement(ref.person, ref.engagement);
    const std::string text = scene.policy.text(e, scene.pass()).str();
    const bool plain = text == "busy" || text == "away" || text == kind_name(e.kind);
    const std::string noun = e.presence(scene.pass()) == Presence::away ? "trip" : "appointment";
    const Zone& zone = scene.zone_of(static_cast<PartnerIndex>(index(ref.person)));
    const std::string when =
        e.occurrence.all_day ? day_text(e.occurrence.dates.first) : span_text(e.occurrence.time, zone);
    parts.push_back(scene.name(ref.person) + "'s " + (plain ? noun : "\"" + text + "\"") + " on " + when);
  }
  return "Move " + joined(parts);
}

}  // namespace evenkeel
