// DESIGN section 4: more than half of a source and at least ten objects are held until they are seen twice,
// an hour apart, or a person lets them through. P10.
#include "core/dav/removal_guard.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

const Instant start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

std::vector<Missing> gone(int from, int to) {
  std::vector<Missing> out;
  for (int i = from; i < to; ++i) out.push_back({Href(std::to_string(i)), 1});
  return out;
}

TEST(RemovalGuard, HoldsMoreThanHalfAndAtLeastTen) {
  struct Row {
    int missing;
    std::size_t known;
    bool held;
  };
  for (const auto& row : {Row{9, 9, false}, Row{10, 10, true}, Row{10, 19, true}, Row{10, 20, false},
                          Row{11, 21, true}, Row{500, 1000, false}, Row{501, 1000, true}, Row{0, 0, false}}) {
    SyncState state;
    const auto now_gone = released(gone(0, row.missing), row.known, false, start, state);
    EXPECT_EQ(now_gone.empty() && row.missing > 0, row.held) << row.missing << " of " << row.known;
    EXPECT_EQ(state.held_since.has_value(), row.held);
    EXPECT_EQ(held_objects(gone(0, row.missing), state),
              row.held ? static_cast<std::uint32_t>(row.missing) : 0U);
  }
}

TEST(RemovalGuard, WeighsObjectsNotFiles) {
  SyncState state;
  EXPECT_TRUE(released({{Href("all.ics"), 40}}, 50, false, start, state).empty());
  EXPECT_EQ(held_objects({{Href("all.ics"), 40}}, state), 40U);
}

TEST(RemovalGuard, WantsAnHourBetweenTwoLooks) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_TRUE(released(gone(0, 20), 30, false, start + Minutes(59), state).empty());
  EXPECT_EQ(state.held_since, start);
  EXPECT_EQ(released(gone(0, 20), 30, false, start + Minutes(60), state).size(), 20U);
  EXPECT_FALSE(state.held_since);
  EXPECT_TRUE(state.held.empty());
}

TEST(RemovalGuard, LetsGoWhenTheyAreBack) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_EQ(released(gone(0, 1), 30, false, start + Minutes(10), state).size(), 1U);
  EXPECT_FALSE(state.held_since);
  EXPECT_TRUE(released(gone(0, 20), 30, false, start + Hours(2), state).empty()) << "the hour begins anew";
}

TEST(RemovalGuard, IsNotDilutedByWhatComesInTheMeantime) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 20, false, start, state));
  EXPECT_TRUE(released(gone(0, 20), 70, false, start + Minutes(1), state).empty());
  EXPECT_EQ(state.held_since, start);
  EXPECT_TRUE(released(gone(0, 20), 200, false, start + Minutes(30), state).empty());
  EXPECT_EQ(released(gone(0, 20), 200, false, start + Minutes(60), state).size(), 20U);
  EXPECT_FALSE(state.measure) << "from then on all of them count";
}

TEST(RemovalGuard, WeighsAgainstWhatWasThereBeforeAPullThatBroke) {
  SyncState state;
  state.measure = 20;  // 120 have come since, and then the connection broke
  EXPECT_TRUE(released(gone(0, 20), 140, false, start, state).empty());
  EXPECT_EQ(state.held_since, start);
}

TEST(RemovalGuard, WeighsNewLossesAgainstAllOnceTheHeldOnesAreBack) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 20, false, start, state));
  EXPECT_EQ(released(gone(50, 62), 70, false, start + Minutes(10), state).size(), 12U);
}

TEST(RemovalGuard, DoesNotAddUpTwoHalves) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_TRUE(released(gone(11, 31), 31, false, start + Hours(2), state).empty())
      << "these were not missing before";
  EXPECT_EQ(state.held_since, start + Hours(2));
}

TEST(RemovalGuard, ReleasesWhatWasSeenTwiceWithTheRest) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_EQ(released(gone(0, 22), 30, false, start + Hours(1), state).size(), 22U);
}

TEST(RemovalGuard, IsOpenedByAPerson) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_EQ(released(gone(0, 25), 30, true, start + Minutes(1), state).size(), 25U);
  EXPECT_FALSE(state.held_since);
}

// What a person let through is what was told to them.
TEST(RemovalGuard, WhatComesOnTopOfWhatAPersonLetThroughIsWeighedByItself) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_EQ(released(gone(0, 25), 40, true, start + Minutes(1), state).size(), 25U);
  static_cast<void>(released(gone(0, 60), 100, false, start, state));
  EXPECT_EQ(released(gone(0, 60), 100, true, start + Minutes(1), state).size(), 60U);
  // Held were 11 of 20; 20 have come, and now all are missing.
  static_cast<void>(released(gone(0, 11), 20, false, start, state));
  EXPECT_EQ(released(gone(0, 40), 40, true, start + Minutes(1), state).size(), 11U);
  EXPECT_EQ(held_objects(gone(11, 40), state), 29U);
}

TEST(RemovalGuard, DoesNotWaitForAClockThatWasSetBack) {
  SyncState state;
  static_cast<void>(released(gone(0, 20), 30, false, start, state));
  EXPECT_TRUE(released(gone(0, 20), 30, false, start - Days(300), state).empty());
  EXPECT_EQ(state.held_since, start - Days(300));
}

}  // namespace
}  // namespace evenkeel::dav
