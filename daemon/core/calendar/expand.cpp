#include "core/calendar/expand.hpp"

#include "core/calendar/expand_object.hpp"
#include "core/calendar/stale_zones.hpp"

#include <algorithm>
#include <functional>

namespace evenkeel {
namespace {

/// By start, then recurrence id (what does not recur first, dates before instants), then as written.
bool earlier(const Occurrence& a, const Occurrence& b) {
  if (a.time.start != b.time.start) return a.time.start < b.time.start;
  if (a.recurrence_id != b.recurrence_id) return a.recurrence_id < b.recurrence_id;
  return std::less<>{}(a.component, b.component);
}

/// Two rules may yield one instance, and so may one rule where the clock jumps.
bool same_instance(const Occurrence& a, const Occurrence& b) {
  return a.component == b.component && a.recurrence_id == b.recurrence_id && a.time == b.time;
}

}  // namespace

Expansion expand(const CalendarObject& object, const ExpandOptions& options, SourceBudget& source) {
  Expansion out;
  Budget budget;
  budget.steps = std::min(budget.steps, source.steps);
  budget.occurrences = std::min(budget.occurrences, source.occurrences);
  const Budget given = budget;

  ObjectExpansion(object, ComponentKind::event, options, budget, out).run();
  if (options.todos) ObjectExpansion(object, ComponentKind::todo, options, budget, out).run();

  source.steps -= given.steps - budget.steps;
  source.occurrences -= given.occurrences - budget.occurrences;
  if (budget.cut) {
    const bool of_source = source.steps == 0 || source.occurrences == 0;
    out.warnings.push_back(
        {object.uid.str(), of_source ? "cut: the source's budget of occurrences or steps is used up"
                                     : "cut: more occurrences or steps than one object may have"});
  }
  auto& all = out.occurrences;
  if (!std::ranges::is_sorted(all, earlier)) std::ranges::sort(all, earlier);
  const auto twice = std::ranges::unique(all, same_instance);
  all.erase(twice.begin(), twice.end());
  warn_of_stale_zones(object, options, out);
  return out;
}

}  // namespace evenkeel
