// What the rota does within and beyond its budget.
#include "core/plans/rota_instances.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace evenkeel::test {
namespace {

constexpr std::size_t any = std::numeric_limits<std::size_t>::max();

/// Candidates only, and nobody at two places at once.
void expect_allowed(const RotaProblem& p, const RotaAssignment& who) {
  ASSERT_EQ(who.size(), p.windows.size());
  for (std::size_t i = 0; i < who.size(); ++i) {
    if (!who[i]) continue;
    const RotaWindow& w = p.windows[i];
    EXPECT_NE(std::ranges::find(w.candidates, *who[i], &RotaCandidate::who), w.candidates.end()) << i;
    for (std::size_t j = i + 1; j < who.size() && p.windows[j].window.time.start < w.window.time.end; ++j) {
      EXPECT_FALSE(who[j] == who[i] && p.windows[j].window.time.overlaps(w.window.time)) << i << ", " << j;
    }
  }
}

RotaProblem half_a_year(std::mt19937& random) {
  return random_rota(random,
                     {.windows = 130, .weeks = 26, .helpers = 1, .most_points = 99, .longest_hours = 20});
}

// Decisions that are not kept are made again: a matter of memory alone.
TEST(RotaBudget, WhatIsRememberedAtOnceChangesNothing) {
  std::mt19937 random(31);
  for (int i = 0; i < 20; ++i) {
    const RotaProblem p = half_a_year(random);
    const RotaSolution whole = solve(p);
    EXPECT_TRUE(whole.exact);
    for (const std::size_t remembered : {std::size_t{1}, std::size_t{100}, std::size_t{5'000}}) {
      const RotaSolution s = solve(p, {.remembered = remembered});
      EXPECT_EQ(ranks_of(s.who), ranks_of(whole.who)) << remembered;
      EXPECT_TRUE(s.exact);
    }
  }
}

TEST(RotaBudget, SaysWhetherItSufficed) {
  std::mt19937 random(32);
  const RotaProblem p = half_a_year(random);
  const RotaSolution whole = solve(p, {.choices = any, .steps = any, .layer = any});
  EXPECT_TRUE(solve(p, {.steps = whole.steps}).exact);
  EXPECT_FALSE(solve(p, {.steps = whole.steps / 50}).exact);
}

// Beyond it: allowed, never better than the optimum, items 1 to 5 untouched where only differences are cut,
// and at least as even as the rota that always takes what brings the difference nearest to zero, which is
// what each cut is laid about.
TEST(RotaBudget, WithoutStepsItIsAsEvenAsTheNearestToZero) {
  std::mt19937 random(33);
  for (int i = 0; i < 20; ++i) {
    // Nobody is bound and all may: items 1 to 5 and 7 say nothing, and each choice is free.
    RotaProblem p = random_rota(random, {.windows = 60, .weeks = 8, .helpers = 0, .most_points = 99});
    for (RotaWindow& w : p.windows) {
      w.window.time.end = w.window.time.start;
      w.candidates = {{person(PartnerIndex::first)}, {person(PartnerIndex::second)}};
      w.usual.reset();
      w.published_to.reset();
    }
    std::int64_t difference = p.at_begin.difference();
    std::int64_t imbalance = 0;
    for (std::size_t k = 0; k < p.windows.size(); ++k) {
      const std::int64_t with_first = difference + moved(p.windows[k], 0);
      const std::int64_t with_second = difference + moved(p.windows[k], 1);
      difference = std::abs(with_first) <= std::abs(with_second) ? with_first : with_second;
      const int next = k + 1 < p.windows.size() ? p.windows[k + 1].week : p.windows[k].week + 1;
      imbalance += (next - p.windows[k].week) * std::abs(difference);
    }
    const RotaVector best = solve(p).vector;
    for (const std::uint64_t steps : {0, 2'000, 20'000}) {
      const RotaSolution s = solve(p, {.steps = steps});
      expect_allowed(p, s.who);
      EXPECT_FALSE(s.exact);
      EXPECT_GE(s.vector, best);
      EXPECT_LE(s.vector.items[5], imbalance);
    }
  }
}

TEST(RotaBudget, CutsLeaveWhatComesBeforeTheBalance) {
  std::mt19937 random(34);
  for (int i = 0; i < 20; ++i) {
    const RotaProblem p = half_a_year(random);
    const RotaVector best = solve(p).vector;
    const RotaSolution s = solve(p, {.steps = 1'000});
    expect_allowed(p, s.who);
    EXPECT_FALSE(s.exact);
    EXPECT_GE(s.vector, best);
    for (std::size_t k = 0; k < 5; ++k) EXPECT_EQ(s.vector.items[k], best.items[k]) << k;
  }
}

TEST(RotaBudget, FewChoicesStillGiveAnAllowedRotaAndTheSameOneTwice) {
  std::mt19937 random(35);
  for (int i = 0; i < 40; ++i) {
    const RotaProblem p = random_rota(random, {.windows = 60, .weeks = 2, .helpers = 3, .longest_hours = 40});
    const RotaVector best = solve(p).vector;
    for (const std::size_t choices : {std::size_t{1}, std::size_t{500}, std::size_t{1'500}}) {
      const RotaSolution s = solve(p, {.choices = choices});
      expect_allowed(p, s.who);
      EXPECT_FALSE(s.exact);
      EXPECT_GE(s.vector, best);
      EXPECT_EQ(ranks_of(s.who), ranks_of(solve(p, {.choices = choices}).who));
    }
  }
}

// 100 windows a day for half a year, up to a day long and with five helpers: what laid out whole would need
// more memory than there is.
TEST(RotaBudget, ARotaFarTooLargeEnds) {
  std::mt19937 random(36);
  RotaProblem p = random_rota(
      random, {.windows = 18'200, .weeks = 26, .helpers = 5, .most_points = 99, .longest_hours = 24});
  const RotaSolution s = solve(p, {.choices = 100'000, .steps = 10'000'000});
  EXPECT_FALSE(s.exact);
  expect_allowed(p, s.who);
}

}  // namespace
}  // namespace evenkeel::test
