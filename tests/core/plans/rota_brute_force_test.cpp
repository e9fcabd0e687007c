// The optimum against all assignments there are, on small instances.
#include "core/plans/rota_instances.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

struct Best {
  std::array<std::int64_t, 7> vector{};
  Ranks ranks;
  bool found = false;
};

std::array<std::int64_t, 7> vector_of(const RotaProblem& p, const Ranks& ranks) {
  std::array<std::int64_t, 7> v{};
  const int last = p.windows.empty() ? -1 : p.windows.back().week;
  for (int week = 0; week <= last; ++week) {
    std::int64_t difference = 100 * p.at_begin.points[0] - p.at_begin.due_hundredths[0];
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if (p.windows[i].week <= week) difference += moved(p.windows[i], ranks[i]);
    }
    v[5] += std::abs(difference);
  }
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const auto items = items_of(p, p.windows[i], ranks[i]);
    for (std::size_t k = 0; k < 7; ++k) v[k] += items[k];
  }
  return v;
}

bool clashes(const RotaProblem& p, const Ranks& ranks, std::size_t i) {
  for (std::size_t j = 0; j < i; ++j) {
    if (ranks[j] == ranks[i] && ranks[i] != nobody &&
        p.windows[i].window.time.overlaps(p.windows[j].window.time))
      return true;
  }
  return false;
}

void try_all(const RotaProblem& p, std::size_t i, Ranks& ranks, Best& best) {
  if (i == p.windows.size()) {
    const auto v = vector_of(p, ranks);
    if (!best.found || std::pair(v, ranks) < std::pair(best.vector, best.ranks)) best = {v, ranks, true};
    return;
  }
  Ranks options{nobody};
  for (const RotaCandidate& c : p.windows[i].candidates) options.push_back(static_cast<int>(c.who));
  for (const int option : options) {
    ranks[i] = option;
    if (!clashes(p, ranks, i)) try_all(p, i + 1, ranks, best);
  }
}

void expect_optimal(const RotaProblem& p) {
  Best best;
  Ranks ranks(p.windows.size());
  try_all(p, 0, ranks, best);
  const RotaSolution s = solve(p);
  EXPECT_EQ(s.vector.items, best.vector);
  EXPECT_EQ(ranks_of(s.who), best.ranks);
}

struct Shape {
  RandomRota rota;
  int times;
};
class RotaAgainstAll : public testing::TestWithParam<Shape> {};

TEST_P(RotaAgainstAll, IsTheSmallestVectorAndTheEarliestTie) {
  std::mt19937 random(7);
  for (int i = 0; i < GetParam().times && !HasFailure(); ++i) {
    SCOPED_TRACE(i);
    expect_optimal(random_rota(random, GetParam().rota));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, RotaAgainstAll,
    testing::Values(
        Shape{{.windows = 6, .weeks = 3}, 2000},
        Shape{{.windows = 8, .weeks = 2, .helpers = 0, .longest_hours = 6}, 2000},
        Shape{{.windows = 7, .weeks = 1, .helpers = 1, .longest_hours = 60}, 1500},
        Shape{{.windows = 9, .weeks = 6, .helpers = 0, .most_points = 99, .longest_hours = 3}, 1000},
        Shape{{.windows = 8, .weeks = 9, .helpers = 1, .most_points = 2, .shares_change = false}, 500},
        Shape{{.windows = 1, .weeks = 2}, 200}, Shape{{.windows = 0}, 5}));

}  // namespace
}  // namespace evenkeel::test
