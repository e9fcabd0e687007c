#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::Home;

TEST(Duplicates, SameFaceFromTwoSourcesIsTheFirstConfigured) {
  Home home;
  home.timed("alex/private", "Review", 24, 10, 11);
  home.timed("alex/work", "Review", 24, 10, 11);
  EXPECT_TRUE(home.only().work_source);
}

TEST(Duplicates, SameUidFromTwoSources) {
  Home home;
  Component& a = home.timed("alex/work", "Review", 24, 10, 11);
  Component& b = home.timed("alex/private", "Moved", 24, 12, 13);
  b.uid = a.uid;
  home.snapshot.sources[1].objects[0].object.uid = a.uid;
  EXPECT_EQ(home.only().source, 0U);
}

TEST(Duplicates, OfThoseThatExist) {
  Home home;
  home.timed("alex/work", "Review", 24, 10, 11).status = Status::cancelled;
  home.timed("alex/private", "Review", 24, 10, 11);
  EXPECT_EQ(home.only().source, 1U);
}

TEST(Duplicates, NotWithinOneSourceNorOfTwoPartners) {
  Home home;
  home.timed("alex/work", "Review", 24, 10, 11);
  home.timed("alex/work", "Review", 24, 10, 11);
  home.timed("sam/work", "Review", 24, 10, 11);
  const World world = home.world();
  EXPECT_EQ(world.engagements[0].size(), 2U);
  EXPECT_EQ(world.engagements[1].size(), 1U);
}

TEST(Duplicates, OfTheHousehold) {
  Home home;
  home.timed("household/family", "Sam: dentist", 24, 10, 11);
  home.timed("household/school", "Sam: dentist", 24, 10, 11);
  const World world = home.world();
  ASSERT_EQ(world.household_events.size(), 1U);
  EXPECT_EQ(world.household_events[0].source, 4U);
}

}  // namespace
}  // namespace evenkeel
