// What comes is held against what is here by UID.
#include "core/dav/arrivals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenkeel::dav {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Came holding(const std::string& href, const std::vector<std::string>& uids) {
  std::string text = "BEGIN:VCALENDAR\n";
  for (const auto& uid : uids) text.append("BEGIN:VEVENT\nUID:").append(uid).append("\nEND:VEVENT\n");
  return came({Href(href), ETag("1"), text + "END:VCALENDAR\n"});
}

Contents here(const std::vector<std::pair<std::string, std::string>>& hrefs_and_uids) {
  Contents out;
  for (const auto& [href, uid] : hrefs_and_uids) out[Href(href)].emplace_back(uid);
  return out;
}

MATCHER_P2(Weighs, href, objects, "") {
  return arg.href == Href(href) && arg.objects == static_cast<std::size_t>(objects);
}

TEST(Arrivals, DoubtAnotherObjectUnderAKnownName) {
  const auto known = here({{"a", "1"}, {"b", "2"}, {"two", "3"}, {"two", "4"}});
  Arrivals arrivals(known, true);
  EXPECT_FALSE(arrivals.opinion(holding("a", {"1"})).doubted);
  EXPECT_FALSE(arrivals.opinion(holding("two", {"4"})).doubted);
  EXPECT_FALSE(arrivals.opinion(holding("new", {"9"})).doubted);
  EXPECT_FALSE(arrivals.opinion(holding("b", {})).doubted) << "emptied: that is weighed";
  EXPECT_TRUE(arrivals.opinion(holding("b", {"8"})).doubted);
  EXPECT_TRUE(arrivals.opinion(holding("newer", {"3"})).doubted) << "it is here under another name";
}

TEST(Arrivals, DoubtOneObjectUnderTwoNames) {
  const Contents known;
  Arrivals arrivals(known, true);
  arrivals.begin_batch();
  auto first = holding("a", {"1"});
  EXPECT_FALSE(arrivals.opinion(first).doubted);
  ASSERT_TRUE(arrivals.let_in(first));
  const auto second = arrivals.opinion(holding("b", {"1"}));
  EXPECT_TRUE(second.doubted);
  EXPECT_EQ(second.other, Href("a"));
  EXPECT_FALSE(arrivals.opinion(holding("c", {"2"})).doubted);
}

// It could not be asked for by its own: what is missing may be it.
TEST(Arrivals, WeighNothingThatMayHaveComeUnderADoubtedName) {
  const auto known = here({{"a", "1"}, {"c", "3"}});
  Arrivals arrivals(known, true);
  const auto moved = holding("b", {"1"});
  ASSERT_TRUE(arrivals.opinion(moved).doubted);
  EXPECT_TRUE(arrivals.anything_doubted());
  EXPECT_THAT(arrivals.weighed({{Href("a"), 1}, {Href("c"), 1}}, {}), ElementsAre(Weighs("c", 1)));
  ASSERT_TRUE(arrivals.let_in(moved));
  EXPECT_FALSE(arrivals.anything_doubted());
  EXPECT_THAT(arrivals.moved({{Href("a"), 1}}), ElementsAre(Href("a")));
}

TEST(Arrivals, WhatWaitsUnderItsOldNameHasNotMoved) {
  const auto known = here({{"a", "1"}});
  Arrivals arrivals(known, true);
  ASSERT_TRUE(arrivals.let_in(holding("b", {"1"})));
  ASSERT_FALSE(arrivals.let_in(holding("a", {"9"}))) << "it has lost what was in it";
  EXPECT_THAT(arrivals.moved({{Href("a"), 1}}), IsEmpty());
}

// Exchange has been seen with 700 objects of one UID (P35), servers with one UID under two names: that is not
// asked one by one for ever.
TEST(Arrivals, BelieveAMultigetOnceItWasRightTenTimes) {
  const auto known = here({{"a", "1"}});
  Arrivals arrivals(known, true);
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(arrivals.trusts_multigets());
    const auto one = holding("n" + std::to_string(i), {"1"});
    EXPECT_TRUE(arrivals.opinion(one).doubted);
    arrivals.came_alone(one);
  }
  EXPECT_TRUE(arrivals.trusts_multigets());
  EXPECT_FALSE(arrivals.opinion(holding("n10", {"1"})).doubted);
}

TEST(Arrivals, ButNotOneThatWasWrongOnce) {
  const auto known = here({{"a", "1"}});
  Arrivals arrivals(known, true);
  for (int i = 0; i < 20; ++i) {
    const auto name = "n" + std::to_string(i);
    EXPECT_TRUE(arrivals.opinion(holding(name, {"1"})).doubted);
    arrivals.came_alone(holding(name, {i == 3 ? "another" : "1"}));
  }
  EXPECT_FALSE(arrivals.trusts_multigets());
}

TEST(Arrivals, KeepWhatHasLostObjectsUntilAllIsWeighed) {
  const auto known = here({{"all", "1"}, {"all", "2"}, {"all", "3"}, {"b", "4"}});
  Arrivals arrivals(known, true);
  EXPECT_EQ(arrivals.objects_here(2), 4U);
  EXPECT_FALSE(arrivals.let_in(holding("all", {"1"})));
  EXPECT_TRUE(arrivals.let_in(holding("c", {"3"})));
  EXPECT_THAT(arrivals.weighed({{Href("b"), 1}}, {}), ElementsAre(Weighs("all", 1), Weighs("b", 1)))
      << "one is elsewhere now";
  EXPECT_TRUE(arrivals.waits(Href("all")));
  EXPECT_EQ(arrivals.take_waiting(Href("all"))->href, Href("all"));
  EXPECT_FALSE(arrivals.waits(Href("all")));
}

TEST(Arrivals, SeeWhatHasMoved) {
  const auto known = here({{"a", "1"}, {"a", "2"}, {"b", "3"}, {"c", "4"}, {"d", "4"}, {"e", "5"}});
  const std::vector<Missing> missing = {{Href("a"), 1}, {Href("b"), 1}, {Href("c"), 1}, {Href("e"), 1}};
  Arrivals arrivals(known, true);
  EXPECT_TRUE(arrivals.let_in(holding("new", {"1", "3"})));
  EXPECT_TRUE(arrivals.let_in(holding("d", {"4", "6"})));
  EXPECT_THAT(arrivals.moved(missing), ElementsAre(Href("b")))
      << "of a only half has come; d had 4 before, so that c is not moved there";
  EXPECT_THAT(arrivals.weighed(missing, {Href("b")}),
              ElementsAre(Weighs("a", 1), Weighs("c", 0), Weighs("e", 1)));
}

TEST(Arrivals, CountNamesWhereNobodyCanTell) {
  const Contents known;
  Arrivals arrivals(known, false);
  EXPECT_EQ(arrivals.objects_here(7), 7U);
  EXPECT_TRUE(arrivals.let_in(holding("n", {"1"})));
  EXPECT_THAT(arrivals.moved({{Href("a"), 1}}), IsEmpty());
  EXPECT_THAT(arrivals.weighed({{Href("a"), 1}}, {}), ElementsAre(Weighs("a", 1)));
}

}  // namespace
}  // namespace evenkeel::dav
