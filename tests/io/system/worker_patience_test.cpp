#include "io/system/worker_patience.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace evenkeel::worker {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

Sample at(milliseconds wall, std::optional<milliseconds> cpu, std::uint64_t progress = 0) {
  return {std::chrono::steady_clock::time_point{} + wall, cpu, progress};
}

Patience of_a_second() {
  Patience patience;
  patience.begin(1s);
  return patience;
}

TEST(WorkerPatience, CountsProcessorTime) {
  Patience patience = of_a_second();
  EXPECT_FALSE(patience.over(at(0s, 7s)));  // what it did before is not this job's
  EXPECT_FALSE(patience.over(at(999ms, 7'999ms)));
  EXPECT_TRUE(patience.over(at(1s, 8s)));
}

TEST(WorkerPatience, ABusyMachineIsNotTheJobsFault) {
  Patience patience = of_a_second();
  // A tenth of a processor and a little.
  for (auto wall = 0ms; wall < 9s; wall += 50ms) EXPECT_FALSE(patience.over(at(wall, wall / 10 + 1ms)));
}

TEST(WorkerPatience, WhatStandsStillIsNotWaitedForLonger) {
  Patience patience = of_a_second();
  for (auto wall = 0ms; wall < 3s; wall += 50ms) EXPECT_FALSE(patience.over(at(wall, wall / 10)));
  EXPECT_FALSE(patience.over(at(3'900ms, 295ms)));
  EXPECT_TRUE(patience.over(at(3'950ms, 295ms)));  // a second after 2,950, when it was last seen to compute
}

TEST(WorkerPatience, AlmostStandingStillHasAnEndToo) {
  Patience patience = of_a_second();
  auto wall = 0ms;
  while (wall < 20s && !patience.over(at(wall, wall / 100))) wall += 50ms;
  EXPECT_EQ(wall, 10s);
}

TEST(WorkerPatience, WhatGetsOnMayTakeLonger) {
  Patience patience = of_a_second();
  auto wall = 0ms;
  while (wall < 100s && !patience.over(at(wall, wall, static_cast<std::uint64_t>(wall / 900ms))))
    wall += 50ms;
  EXPECT_EQ(wall, 40s);  // but not for ever: anybody can say that he gets on
}

TEST(WorkerPatience, WithoutAClockOfTheProcessTheWallCounts) {
  Patience patience = of_a_second();
  EXPECT_FALSE(patience.over(at(0s, std::nullopt)));
  EXPECT_FALSE(patience.over(at(950ms, std::nullopt)));
  EXPECT_TRUE(patience.over(at(1s, std::nullopt)));
}

TEST(WorkerPatience, EachJobHasItsOwn) {
  Patience patience = of_a_second();
  EXPECT_FALSE(patience.over(at(0s, 0s)));
  EXPECT_TRUE(patience.over(at(2s, 2s)));
  patience.begin(1s);
  EXPECT_FALSE(patience.over(at(2s, 2s)));
  EXPECT_FALSE(patience.over(at(2'500ms, 2'500ms)));
}

TEST(WorkerPatience, TheTimeOfAProcessCanBeSeen) {
  EXPECT_GT(processor_time(getpid()), 0ns);
  EXPECT_EQ(processor_time(0), std::nullopt);
}

}  // namespace
}  // namespace evenkeel::worker
