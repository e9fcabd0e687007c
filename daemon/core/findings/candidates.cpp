#include "core/findings/candidates.hpp"

#include "core/findings/coverage.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace evenkeel {

namespace {

std::string due_text(const Due& due, const Zone& zone) {
  if (const auto* date = std::get_if<Date>(&due)) return day_text(*date);
  const auto* local = std::get_if<LocalTime>(&due);
  const Instant at = local != nullptr ? zone.to_instant(*local) : std::get<Instant>(due);
  return day_text(zone.date_of(at)) + " " + clock_text(at, zone);
}

/// The contingency plan: each alternative of each deadline of the crunches in it.
void move_deadlines(const Scene& scene, const Finding& f, std::vector<Candidate>& found) {
  for (const auto& crunches : scene.in.crunches) {
    for (const Crunch& crunch : crunches) {
      const bool concerned = std::ranges::find(f.concerns, crunch.partner) != f.concerns.end();
      if (!concerned || !crunch.time.contains(f.time)) continue;
      for (const std::size_t i : crunch.deadlines) {
        const Deadline& d = scene.world.deadlines[i];
        if (d.toml == nullptr) continue;
        for (const Due& due : d.toml->alternatives) {
          found.push_back({MoveDeadline{i, due},
                           "Move '" + d.toml->title + "' to " + due_text(due, scene.zone_of(d.partner)),
                           std::nullopt});
        }
      }
    }
  }
}

/// Helpers who are able, then a partner who is able, but whom the coverage does not name.
void ask_others(const Scene& scene, const Finding& f, std::vector<Candidate>& found) {
  if (f.kind != "uncovered") return;
  for (const CoverageWindow& window : scene.in.windows) {
    if (!same_window(f.key, window.duty_key)) continue;
    const Coverage& coverage = scene.settings.coverages[window.coverage];
    const std::string what = " to take " + coverage.title + " on " + span_text(window.time, scene.zone());
    for (std::size_t i = 0; i < scene.settings.helpers.size(); ++i) {
      const auto helper = static_cast<PersonIndex>(2 + i);
      const Instant expires = window.time.start - scene.settings.helpers[i].notice;
      if (expires < scene.world.now || !able(scene.world, scene.times, window, helper)) continue;
      found.push_back({AskHelper{window.duty_key, helper}, "Ask " + scene.name(helper) + what, expires});
    }
    const auto people = people_of(scene.settings, coverage);
    for (const PartnerIndex p : both_partners) {
      const bool named = std::ranges::find(people, person(p)) != people.end();
      if (named || !able(scene.world, scene.times, window, person(p))) continue;
      found.push_back({AskPartner{window.duty_key, p}, "Ask " + scene.name(p) + what, std::nullopt});
    }
  }
}

void shift_routine(const Scene& scene, const Finding& f, std::span<const Slot> slots,
                   std::span<const Interval> next_best, std::vector<Candidate>& found) {
  if (f.kind != "protected-time") return;
  for (std::size_t i = 0; i < slots.size() && i < next_best.size(); ++i) {
    if (slots[i].time != f.time || next_best[i].empty()) continue;
    const Routine& routine = scene.settings.routines[slots[i].routine];
    const auto* data = std::get_if<ProtectedTimeData>(&f.data);
    if (data == nullptr || data->routine != routine.id) continue;
    found.push_back({ShiftSlot{slots[i].key, next_best[i]},
                     "Move " + routine.title + " to " + span_text(next_best[i], scene.zone_of(routine)),
                     std::nullopt});
  }
}

/// Two appointments of one partner at the same time read the same: their calendars tell them apart.
void tell_apart(const Scene& scene, std::vector<Candidate>& found) {
  std::map<std::string, std::vector<Candidate*>> alike;
  for (Candidate& c : found) alike[c.text].push_back(&c);
  for (const auto& [text, several] : alike) {
    if (several.size() < 2) continue;
    for (Candidate* c : several) {
      const auto* move = std::get_if<MoveAway>(&c->change);
      if (move == nullptr || move->what.size() != 1) continue;
      const EngagementRef& ref = move->what.front();
      const Engagement& e = scene.engagement(ref.person, ref.engagement);
      c->text += " in the calendar \"" + scene.world.snapshot->sources[e.source].name.name + "\"";
    }
  }
}

}  // namespace

std::vector<Candidate> candidates(const Scene& scene, const Finding& f, std::span<const Slot> slots,
                                  std::span<const Interval> next_best) {
  std::vector<Candidate> found;
  if (f.kind == "crunch" || f.kind == "joint-crunch") move_deadlines(scene, f, found);
  for (const MoveAway& way : ways_out(scene, f)) {
    found.push_back({way, move_text(scene, way), expiry_of(scene.world, way)});
  }
  ask_others(scene, f, found);
  shift_routine(scene, f, slots, next_best, found);
  tell_apart(scene, found);
  return found;
}

}  // namespace evenkeel
