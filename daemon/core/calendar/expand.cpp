#include "core/calendar/expand.hpp"

#include "core/calendar/expand_object.hpp"

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

/// A shift may lead an instance to where another stands under the same id.
bool same_instance(const Occurrence& a, const Occurrence& b) {
  return a.component == b.component && a.recurrence_id == b.recurrence_id && a.time == b.time;
}

/// Sorts, and leaves of equals the first. Most are in order as they come.
void put_in_order(std::vector<Occurrence>& all) {
  const auto start = [](const Occurrence& o) { return o.time.start; };
  if (std::ranges::adjacent_find(all, std::ranges::greater_equal{}, start) == all.end()) return;
  if (!std::ranges::is_sorted(all, earlier)) std::ranges::sort(all, earlier);
  const auto twice = std::ranges::unique(all, same_instance);
  all.erase(twice.begin(), twice.end());
}

}  // namespace

const Expansion& Expander::expand(const CalendarObject& object, SourceBudget& source) {
  out_.occurrences.clear();
  out_.warnings.clear();
  rules_.make_room();
  Budget budget;
  budget.steps = std::min(budget.steps, source.steps);
  budget.occurrences = std::min(budget.occurrences, source.occurrences);
  const Budget given = budget;

  ObjectExpansion(object, ComponentKind::event, options_, rules_, budget, out_).run();
  if (options_.todos) ObjectExpansion(object, ComponentKind::todo, options_, rules_, budget, out_).run();

  source.steps -= given.steps - budget.steps;
  source.occurrences -= given.occurrences - budget.occurrences;
  if (budget.cut) {
    const bool of_source = source.steps == 0 || source.occurrences == 0;
    out_.warnings.push_back(
        {object.uid.str(), of_source ? "cut: the source's budget of occurrences or steps is used up"
                                     : "cut: more occurrences or steps than one object may have"});
  }
  put_in_order(out_.occurrences);
  stale_zones_.warn(object, options_, out_);
  return out_;
}

Expansion expand(const CalendarObject& object, const ExpandOptions& options, SourceBudget& budget) {
  return Expander(options).expand(object, budget);
}

}  // namespace evenkeel
