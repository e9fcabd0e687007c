#include "core/household/interval_set.hpp"

#include <gtest/gtest.h>

#include <random>

namespace evenkeel {
namespace {

Interval span(int from, int to) {
  return {Instant(Seconds(from)), Instant(Seconds(to))};
}

IntervalSet set(std::vector<std::pair<int, int>> parts) {
  std::vector<Interval> intervals;
  for (const auto& [from, to] : parts) intervals.push_back(span(from, to));
  return IntervalSet(intervals);
}

TEST(IntervalSet, JoinsWhatTouchesAndDropsWhatIsEmpty) {
  EXPECT_EQ(set({{5, 7}, {0, 3}, {3, 4}, {9, 9}, {6, 8}}), set({{0, 4}, {5, 8}}));
}

TEST(IntervalSet, CoversOnlyWithoutAGap) {
  const IntervalSet s = set({{0, 4}, {5, 8}});
  EXPECT_TRUE(s.covers(span(1, 4)));
  EXPECT_FALSE(s.covers(span(3, 6)));
  EXPECT_FALSE(s.covers(span(7, 9)));
  EXPECT_TRUE(s.overlaps(span(3, 6)));
  EXPECT_FALSE(s.overlaps(span(4, 5)));
}

/// Every operation against the same one on the seconds themselves.
TEST(IntervalSet, AgreesWithSetsOfSeconds) {
  std::mt19937 random(7);
  const auto draw = [&random](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  for (int round = 0; round < 300; ++round) {
    std::array<std::vector<Interval>, 2> parts;
    std::array<std::array<bool, 40>, 2> seconds{};
    for (std::size_t side = 0; side < 2; ++side) {
      for (int n = draw(6); n > 0; --n) {
        const int from = draw(40);
        const int to = std::min(40, from + draw(10));
        parts[side].push_back(span(from, to));
        for (int t = from; t < to; ++t) seconds[side][static_cast<std::size_t>(t)] = true;
      }
    }
    const IntervalSet a(parts[0]);
    const IntervalSet b(parts[1]);
    const IntervalSet both = a.united(b), common = a.common(b), less = a.minus(b);
    int before = 0;
    for (int t = 0; t < 40; ++t) {
      const bool x = seconds[0][static_cast<std::size_t>(t)], y = seconds[1][static_cast<std::size_t>(t)];
      const Interval second = span(t, t + 1);
      ASSERT_EQ(both.covers(second), x || y);
      ASSERT_EQ(common.covers(second), x && y);
      ASSERT_EQ(less.covers(second), x && !y);
      ASSERT_EQ(a.before(second.start), Seconds(before));
      before += x ? 1 : 0;
    }
    ASSERT_EQ(a.total(), Seconds(before));
    // Inside of b nothing but its first half, outside of it as before; sums and joints included.
    const IntervalSet by = b.clipped(span(0, 20));
    const IntervalSet replaced = a.replaced(b, by);
    ASSERT_EQ(replaced, a.minus(b).united(by));
    ASSERT_EQ(replaced.total(), a.minus(b).united(by).total());
  }
}

}  // namespace
}  // namespace evenkeel
