#include "core/plans/rota.hpp"

#include "core/plans/rota_choices.hpp"

#include <algorithm>
#include <cstdlib>

namespace evenkeel {

void RotaBalance::hold(std::optional<PersonIndex> who, int window_points, int share_first_percent) {
  if (!who || index(*who) >= both_partners.size()) return;
  points[index(*who)] += window_points;
  due_hundredths[0] += std::int64_t{window_points} * share_first_percent;
  due_hundredths[1] += std::int64_t{window_points} * (100 - share_first_percent);
}

RotaVector rota_vector(const RotaProblem& problem, const RotaAssignment& assignment) {
  RotaVector v;
  std::int64_t difference = problem.at_begin.difference();
  int week = 0;
  for (std::size_t i = 0; i < problem.windows.size(); ++i) {
    const RotaWindow& w = problem.windows[i];
    v.items[5] += (w.week - week) * std::abs(difference);
    week = w.week;
    const auto candidate =
        std::ranges::find_if(w.candidates, [&](const RotaCandidate& c) { return assignment[i] == c.who; });
    const RotaCandidate* c = candidate != w.candidates.end() ? &*candidate : nullptr;
    const auto items = rota::separable_items(w, problem.now, c);
    for (std::size_t k = 0; k < items.size(); ++k) v.items[k] += items[k];
    difference += rota::difference_of(w, assignment[i]);
    v.items[6] += rota::crunch_points(w, c);
  }
  if (!problem.windows.empty()) v.items[5] += std::abs(difference);
  return v;
}

}  // namespace evenkeel
