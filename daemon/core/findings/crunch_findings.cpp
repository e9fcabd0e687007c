#include "core/findings/scene.hpp"
#include "core/household/hours.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace evenkeel {

namespace {

/// Titles by due, then title.
std::vector<DisclosedText> titles(const Scene& scene, const std::vector<std::size_t>& deadlines) {
  std::vector<std::tuple<Instant, DisclosedText>> by_due;
  for (const std::size_t i : deadlines) {
    const Deadline& d = scene.world.deadlines[i];
    by_due.emplace_back(d.due, scene.policy.title(d));
  }
  std::ranges::sort(by_due);
  std::vector<DisclosedText> result;
  for (auto& [due, title] : by_due) result.push_back(std::move(title));
  return result;
}

/// "'Budget freeze' and 'Launch'"; of many the first three, and how many more.
std::string named(const std::vector<DisclosedText>& titles) {
  constexpr std::size_t most = 3;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < titles.size() && i < most; ++i) {
    const std::string& title = titles[i].str();
    names.push_back(title == "a deadline" ? title : "'" + title + "'");
  }
  if (titles.size() > most) names.push_back(std::to_string(titles.size() - most) + " more");
  return joined(names);
}

/// "before Fri 11 Dec 17:00", "between Thu 3 Dec 13:00 and the end of Fri 4 Dec", "on Thu 3 Dec before
/// 12:00": times that are not midnight are said, and a day is named once.
std::string stretch(const Interval& time, const Zone& zone, Instant now) {
  const Date first = zone.date_of(time.start);
  const Date last = zone.date_of(time.end - Seconds(1));
  const bool whole_first = time.start == zone.midnight(first);
  const bool whole_last = time.end == zone.midnight(last + Days(1));
  const std::string from = clock_text(time.start, zone);
  const std::string to = clock_text(time.end, zone);
  const std::string until = whole_last ? "the end of " + day_text(last) : day_text(last) + " " + to;
  if (time.start <= now) return "before " + until;
  if (first != last) {
    return "between " + day_text(first) + (whole_first ? "" : " " + from) + " and " + until;
  }
  const std::string on = "on " + day_text(first);
  if (whole_first) return on + (whole_last ? "" : " before " + to);
  return on + (whole_last ? " from " + from + " on" : " between " + from + " and " + to);
}

/// "Alex needs 22 h for 'Budget freeze' and has 14 h 30 min free before Fri 11 Dec"
std::string needs(const Scene& scene, const Crunch& crunch) {
  return scene.name(crunch.partner) + " needs " + length_text(crunch.load.demand) + " for " +
         named(titles(scene, crunch.deadlines)) + " and has " + length_text(crunch.load.supply) + " free " +
         stretch(crunch.time, scene.zone_of(crunch.partner), scene.world.now);
}

/// Puts the deadlines of a crunch into the evidence.
void show(const Scene& scene, const Crunch& crunch, Draft& draft) {
  for (const std::size_t i : crunch.deadlines) draft.with(scene.world.deadlines[i]);
}

std::vector<std::size_t> all_deadlines(const Crunch& a, const Crunch& b) {
  std::set<std::size_t> all(a.deadlines.begin(), a.deadlines.end());
  all.insert(b.deadlines.begin(), b.deadlines.end());
  return {all.begin(), all.end()};
}

}  // namespace

std::vector<Finding> find_crunch(const Scene& scene) {
  std::vector<Finding> found;
  for (const PartnerIndex p : both_partners) {
    for (const Crunch& crunch : scene.in.crunches[index(p)]) {
      Draft draft(scene, "crunch", "crunch/" + scene.world.partner(p).id.str() + "/" + crunch.id,
                  crunch.time);
      draft.concerns(p);
      const auto deadlines = titles(scene, crunch.deadlines);
      draft.finding.data = CrunchData{deadlines, crunch.load.demand, crunch.load.supply, crunch.load.value()};
      show(scene, crunch, draft);
      const bool too_much = crunch.load.demand >= crunch.load.supply;
      found.push_back(std::move(draft).told(
          (too_much ? "Not enough time: " : "Little time: ") + scene.name(p) + ", " + named(deadlines),
          needs(scene, crunch) + "."));
    }
  }
  return found;
}

std::vector<Finding> find_joint_crunch(const Scene& scene) {
  std::vector<Finding> found;
  for (const Crunch& a : scene.in.crunches[0]) {
    for (const Crunch& b : scene.in.crunches[1]) {
      if (!a.time.overlaps(b.time)) continue;
      Draft draft(scene, "joint-crunch", "joint-crunch/" + a.id + "/" + b.id, a.time.intersection(b.time));
      draft.concerns_both();
      draft.finding.data =
          JointCrunchData{{a.load.value(), b.load.value()}, titles(scene, all_deadlines(a, b))};
      show(scene, a, draft);
      show(scene, b, draft);
      found.push_back(std::move(draft).told("Both short of time at once",
                                            needs(scene, a) + "; " + needs(scene, b) + "."));
    }
  }
  return found;
}

std::vector<Finding> find_travel_in_crunch(const Scene& scene) {
  std::vector<Finding> found;
  for (const PartnerIndex traveller : both_partners) {
    const PersonId& id = scene.world.partner(traveller).id;
    const Zone& zone = scene.zone_of(traveller);
    for (const Crunch& crunch : scene.in.crunches[index(other(traveller))]) {
      for (const Interval& stretch : scene.times.of(traveller).away.overlapping(crunch.time)) {
        const Interval time = stretch.intersection(crunch.time);
        Draft draft(
            scene, "travel-in-crunch",
            "travel-in-crunch/" + id.str() + "/" + iso_date(zone.date_of(stretch.start)) + "/" + crunch.id,
            time);
        draft.concerns_both();
        draft.finding.data = TravelInCrunchData{id, titles(scene, crunch.deadlines)};
        for (const std::size_t i : scene.times.busy_over(person(traveller), time)) {
          const Engagement& e = scene.engagement(person(traveller), i);
          if (e.presence(scene.pass()) == Presence::away) draft.with(e);
        }
        show(scene, crunch, draft);
        found.push_back(std::move(draft).told(
            scene.name(traveller) + " away while " + scene.name(other(traveller)) + " is short of time",
            scene.name(traveller) + " is away " + span_text(stretch, zone) + " while " +
                needs(scene, crunch) + "."));
      }
    }
  }
  return found;
}

}  // namespace evenkeel
