// A scenario's view beside the household's: what is new, gone or another.
#include "app/pages/view.hpp"
#include "core/plans/difference.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace evenkeel {
namespace {

/// Marks in `after` what `before` did not have, and adds what only `before` had, as gone. `same` says whether
/// two are one thing.
template <typename Thing, typename Same>
void mark(std::vector<Thing>& after, const std::vector<Thing>& before, Same same) {
  const auto has = [&same](const std::vector<Thing>& list, const Thing& thing) {
    return std::ranges::any_of(list, [&](const Thing& other) { return same(thing, other); });
  };
  std::vector<Thing> gone;
  for (const Thing& thing : before) {
    if (!has(after, thing)) gone.push_back(thing);
  }
  for (Thing& thing : after) {
    if (!has(before, thing)) thing.change = Change::fresh;
  }
  for (Thing& thing : gone) {
    thing.change = Change::gone;
    after.push_back(std::move(thing));
  }
}

void mark_findings(PlannerView& after, const PlannerView& before, PlannerChanges& changes) {
  const auto findings_of = [](const PlannerView& view) {
    std::vector<Finding> findings;
    for (const PlannerFinding& f : view.findings) findings.push_back(f.finding);
    return findings;
  };
  const Difference difference = evenkeel::difference(findings_of(before), findings_of(after));
  const auto keys_of = [](const std::vector<Finding>& findings) {
    std::set<std::string> keys;
    for (const Finding& f : findings) keys.insert(f.key);
    return keys;
  };
  const auto fresh = keys_of(difference.fresh);
  const auto worse = keys_of(difference.worse);
  const auto gone = keys_of(difference.gone);
  for (PlannerFinding& f : after.findings) {
    if (fresh.contains(f.finding.key)) f.change = Change::fresh;
    if (worse.contains(f.finding.key)) f.change = Change::changed;
  }
  for (const PlannerFinding& f : before.findings) {
    if (!gone.contains(f.finding.key)) continue;
    after.findings.push_back(f);
    after.findings.back().change = Change::gone;
  }
  changes.fresh = static_cast<int>(fresh.size());
  changes.worse = static_cast<int>(worse.size());
  changes.gone = static_cast<int>(gone.size());
}

void mark_loads(PlannerView& after, const PlannerView& before) {
  for (PlannerWeek& week : after.weeks) {
    const auto was = std::ranges::find(before.weeks, week.monday, &PlannerWeek::monday);
    if (was == before.weeks.end()) continue;
    for (std::size_t i = 0; i < 2; ++i) {
      if (was->loads[i] != week.loads[i]) week.before[i] = was->loads[i];
    }
  }
}

/// Duties that somebody else holds; one that is there no longer, or is new, is another too.
void mark_rota(PlannerView& after, const PlannerView& before) {
  const auto changed = [&](const PlannerDuty& duty) {
    return std::ranges::none_of(before.rota, [&](const PlannerDuty& was) {
      return was.time == duty.time && was.title == duty.title && was.who == duty.who;
    });
  };
  for (PlannerDuty& duty : after.rota) {
    if (changed(duty)) duty.change = Change::changed;
  }
  for (PlannerHours& day : after.hours) {
    for (PlannerDuty& duty : day.duties) {
      if (changed(duty)) duty.change = Change::changed;
    }
  }
}

}  // namespace

void lay_changes(PlannerView& after, const PlannerView& before, const std::string& title,
                 std::vector<PlannerMetric> metrics) {
  PlannerChanges changes{.title = title, .metrics = std::move(metrics)};
  mark_findings(after, before, changes);
  mark_loads(after, before);
  mark(after.stays, before.stays, [](const PlannerStay& a, const PlannerStay& b) {
    return std::tie(a.partner, a.kind, a.dates, a.confirmed, a.text) ==
           std::tie(b.partner, b.kind, b.dates, b.confirmed, b.text);
  });
  mark(after.deadlines, before.deadlines, [](const PlannerDeadline& a, const PlannerDeadline& b) {
    return std::tie(a.partner, a.title, a.milestone, a.start, a.due) ==
           std::tie(b.partner, b.title, b.milestone, b.start, b.due);
  });
  mark_rota(after, before);
  after.changes = std::move(changes);
}

}  // namespace evenkeel
