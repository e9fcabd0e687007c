#include "core/plans/attempts.hpp"

#include "core/findings/coverage.hpp"
#include "core/plans/attempted_change.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {
namespace {

/// Whether they make the same keys: of crunches, joint ones and trips in them.
bool same_crunches(const std::array<std::vector<Crunch>, 2>& a, const std::array<std::vector<Crunch>, 2>& b) {
  return std::ranges::equal(a, b, [](const std::vector<Crunch>& x, const std::vector<Crunch>& y) {
    return std::ranges::equal(
        x, y, [](const Crunch& c, const Crunch& d) { return c.time == d.time && c.id == d.id; });
  });
}

bool same_missing(std::span<const MissingSlot> a, std::span<const MissingSlot> b) {
  return std::ranges::equal(a, b, [](const MissingSlot& x, const MissingSlot& y) {
    return x.routine == y.routine && x.period == y.period;
  });
}

bool same_slots(std::span<const Slot> a, std::span<const Slot> b) {
  return std::ranges::equal(a, b,
                            [](const Slot& x, const Slot& y) { return x.key == y.key && x.time == y.time; });
}

}  // namespace

Effect effect_by_analysis(const Course& course, std::span<const FormerFinding> before, const Change& change) {
  FindingKeys keys;
  for (const FormerFinding& f : before) keys.insert(f.key);
  const Answers answers = changed_answers(course.answers, change, *course.world.settings);
  const World world = changed(course.world, change);
  const Course other = run_course(world, answers);
  std::vector<Finding> after =
      merge_passes(world, findings_of_pass(first_input(other)), findings_of_pass(second_input(other)));
  keep_numbers(before, after);
  return effect_of(keys, std::move(after));
}

/// Of one pass: keys that were looked at again, and what was found.
struct Attempts::Delta {
  std::vector<std::string_view> before;
  std::vector<Finding> after;
  bool equal_keys = false;  // keys would have to be numbered

  [[nodiscard]] bool finds(std::string_view key) const {
    return std::ranges::find(after, key, &Finding::key) != after.end();
  }
  [[nodiscard]] bool looked_at(std::string_view key) const {
    return std::ranges::find(before, key) != before.end();
  }
};

Attempts::Attempts(const Course& course, std::span<const Finding> first, std::span<const Finding> second,
                   bool numbered)
    : course_(course),
      exact_(!numbered),
      first_input_(first_input(course)),
      second_input_(second_input(course)),
      first_(first_input_),
      second_(second_input_),
      problem_(course.problem) {
  for (const FindingKind& kind : finding_kinds()) {
    if (kind.reach == FindingKind::Reach::local) local_kinds_.push_back(kind);
  }
  remember(first, first_);
  remember(second, second_);
  placing_ = placing_time(
      routine_circumstances(course, course.answers, course.first_times, course.second_times, course.holders));
  deadline_times_ = deadline_times(course.world);
  for (const Coverage& coverage : course.world.settings->coverages) {
    longest_way_ = std::max(longest_way_, coverage.default_travel);
    for (const auto& [who, way] : coverage.travel) longest_way_ = std::max(longest_way_, way);
  }
}

void Attempts::remember(std::span<const Finding> findings, Before& before) {
  before.known.reserve(findings.size());
  std::size_t clashes = 0;
  for (const Finding& f : findings) {
    const bool local =
        std::ranges::any_of(local_kinds_, [&](const FindingKind& k) { return k.name == f.kind; });
    before.known.push_back({f.key, f.time, f.kind, local});
    if (f.kind == "double-booked") ++clashes;
  }
  for (const FormerFinding& known : before.known) before.keys.insert(known.key);
  // Of these only so many are found at all.
  if (clashes >= most_double_booked) exact_ = false;
}

void Attempts::reach_crunches(AttemptedChange& c) const {
  c.first_crunches = course_.first_crunches;
  c.second_crunches = course_.second_crunches;
  for (const PartnerIndex p : both_partners) {
    // Supply elsewhere is in no interval that is looked at.
    const bool near = c.touched.overlaps(deadline_times_[index(p)]);
    const bool supply_differs = near && (!(c.first.of(p).supply == course_.first_times.of(p).supply) ||
                                         !(c.second.of(p).supply == course_.second_times.of(p).supply));
    if (!c.light && !supply_differs) continue;
    c.first_crunches[index(p)] = remaining_crunches(c.world(), c.first, p);
    c.second_crunches[index(p)] = remaining_crunches(c.world(), c.second, p);
  }
  c.first_crunches_differ = !same_crunches(c.first_crunches, course_.first_crunches);
  c.second_crunches_differ = !same_crunches(c.second_crunches, course_.second_crunches);
}

/// Who may take a window depends on what lies over it and the way there, on what was answered, and in item 7
/// of its vector on crunches.
void Attempts::reach_rota(AttemptedChange& c) {
  const std::string_view asked = c.asked_duty();
  std::vector<std::pair<std::size_t, RotaWindow>> different;
  std::optional<RotaCircumstances> circumstances;
  for (std::size_t i = 0; i < problem_.windows.size(); ++i) {
    const CoverageWindow& window = course_.windows[i];
    const bool near = c.touched.overlaps({window.time.start - longest_way_, window.time.end + longest_way_});
    if (near) c.windows.push_back(window.time);
    if (!near && !c.first_crunches_differ && window.duty_key != asked) continue;
    if (!circumstances) {
      circumstances.emplace(
          rota_circumstances(course_.world, c.answers(), c.first, c.second, times_of(c.first_crunches)));
    }
    RotaWindow now = rota_window(*circumstances, window);
    if (now.candidates != problem_.windows[i].candidates) different.emplace_back(i, std::move(now));
  }
  if (!different.empty()) solve_rota(c, std::move(different));
}

const RotaAssignment& Attempts::solved(std::vector<std::pair<std::size_t, RotaWindow>> different) {
  std::vector<std::pair<std::size_t, std::vector<RotaCandidate>>> exchanged;
  for (const auto& [i, window] : different) exchanged.emplace_back(i, window.candidates);
  const auto known = std::ranges::find(solved_, exchanged, &SolvedRota::exchanged);
  if (known != solved_.end()) return known->who;
  const auto exchange = [&] {
    for (auto& [i, window] : different) std::swap(problem_.windows[i], window);
  };
  exchange();
  solved_.push_back({std::move(exchanged), assignment(problem_)});
  exchange();
  return solved_.back().who;
}

void Attempts::solve_rota(AttemptedChange& c, std::vector<std::pair<std::size_t, RotaWindow>> different) {
  c.holders = solved(std::move(different));
  for (std::size_t i = 0; i < c.holders->size(); ++i) {
    if ((*c.holders)[i] == course_.holders[i]) continue;
    const CoverageWindow& window = course_.windows[i];
    c.windows.push_back(window.time);
    for (const auto& who : {course_.holders[i], (*c.holders)[i]}) {
      if (who && index(*who) < 2) c.duties.push_back(widened(course_.world, window, *who));
    }
  }
}

void Attempts::reach_routines(AttemptedChange& c) const {
  const auto decides = [&](const Interval& time) { return placing_.overlaps(time); };
  const bool reached = std::holds_alternative<ShiftSlot>(c.change) ||
                       std::ranges::any_of(c.touched.parts(), decides) ||
                       std::ranges::any_of(c.duties, decides);
  if (!reached) return;
  c.routines = place_routines(routine_circumstances(course_, c.answers(), c.first, c.second,
                                                    c.holders ? *c.holders : course_.holders));
  c.published = published_slots(*c.routines, c.answers());
}

/// Where findings that depend on what lies there may come or go.
IntervalSet Attempts::region_of(const AttemptedChange& c) const {
  std::vector<Interval> region = c.windows;
  region.insert(region.end(), c.touched.parts().begin(), c.touched.parts().end());
  if (!c.touched.empty()) {
    // Their body may reach further than they do.
    for (const HouseholdEvent& event : course_.world.household_events) {
      if (c.touched.overlaps(event.body)) region.push_back(event.occurrence.time);
    }
  }
  if (c.routines && !same_slots(c.published, course_.published)) {
    for (const auto& slots : {c.published, course_.published}) {
      for (const Slot& slot : slots) region.push_back(slot.time);
    }
  }
  return IntervalSet(std::move(region));
}

std::vector<FindingKind> Attempts::wide_kinds(const AttemptedChange& c, Pass pass) const {
  const bool away = c.touches_away(pass);
  const bool crunches = pass == Pass::all ? c.second_crunches_differ : c.first_crunches_differ;
  const bool missing =
      pass == Pass::confirmed && c.routines && !same_missing(c.routines->missing, course_.routines.missing);
  std::vector<FindingKind> kinds;
  for (const FindingKind& kind : finding_kinds()) {
    const bool reached = (away && (kind.name == "both-away" || kind.name == "travel-in-crunch")) ||
                         (crunches && (kind.name == "crunch" || kind.name == "joint-crunch" ||
                                       kind.name == "travel-in-crunch")) ||
                         (missing && kind.name == "no-slot");
    if (reached) kinds.push_back(kind);
  }
  return kinds;
}

Attempts::Delta Attempts::delta(const AttemptedChange& c, const IntervalSet& region, Pass pass) const {
  const bool first = pass == Pass::confirmed;
  const Before& before = first ? first_ : second_;
  const PassInput base{.world = course_.world,
                       .times = c.times(pass),
                       .crunches = {},
                       .windows = course_.windows,
                       .holders = c.holders ? *c.holders : course_.holders,
                       .published = c.routines ? c.published : course_.published,
                       .missing = {},
                       .region = &region};
  Delta delta;
  if (!region.empty()) delta.after = raw_findings(Scene(base, before.scene), local_kinds_);
  const std::vector<FindingKind> wide = wide_kinds(c, pass);
  if (!wide.empty()) {
    std::span<const MissingSlot> missing;
    if (first && c.routines) missing = c.routines->missing;
    const PassInput input{.world = c.world(),
                          .times = c.times(pass),
                          .crunches = first ? c.first_crunches : c.second_crunches,
                          .windows = {},
                          .holders = {},
                          .published = {},
                          .missing = missing};
    std::ranges::move(raw_findings(Scene(input, before.scene), wide), std::back_inserter(delta.after));
  }
  for (const FormerFinding& known : before.known) {
    const bool again =
        known.local ? region.overlaps(known.time)
                    : std::ranges::any_of(wide, [&](const FindingKind& k) { return k.name == known.kind; });
    if (again) delta.before.push_back(known.key);
  }
  std::unordered_set<std::string_view> keys;
  for (const Finding& f : delta.after) {
    const bool elsewhere = before.keys.contains(f.key) && !delta.looked_at(f.key);
    if (!keys.insert(f.key).second || elsewhere) delta.equal_keys = true;
  }
  return delta;
}

Effect Attempts::operator()(const Change& change) {
  const auto by_analysis = [&] {
    std::vector<FormerFinding> before = first_.known;
    before.insert(before.end(), second_.known.begin(), second_.known.end());
    return effect_by_analysis(course_, before, change);
  };
  if (!exact_) return by_analysis();
  AttemptedChange c(course_, change);
  reach_crunches(c);
  reach_rota(c);
  reach_routines(c);
  const IntervalSet region = region_of(c);
  Delta first = delta(c, region, Pass::confirmed);
  Delta second = delta(c, region, Pass::all);
  if (first.equal_keys || second.equal_keys) return by_analysis();
  const auto stands = [](std::string_view key, const Before& before, const Delta& delta) {
    return delta.finds(key) || (before.keys.contains(key) && !delta.looked_at(key));
  };
  const auto stood = [&](std::string_view key) {
    return first_.keys.contains(key) || second_.keys.contains(key);
  };
  Effect effect;
  for (const Delta* delta : {&first, &second}) {
    for (const std::string_view key : delta->before) {
      if (!stands(key, first_, first) && !stands(key, second_, second)) effect.gone.emplace(key);
    }
  }
  for (Finding& f : second.after) {
    if (stood(f.key) || first.finds(f.key)) continue;
    f.if_accepted = true;
    f.severity = std::min(f.severity, Severity::warning);
    effect.causes.push_back(std::move(f));
  }
  for (Finding& f : first.after) {
    if (!stood(f.key)) effect.causes.push_back(std::move(f));
  }
  std::ranges::sort(effect.causes, listed_before);
  return effect;
}

}  // namespace evenkeel
