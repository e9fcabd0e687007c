#include "core/household/rules.hpp"

#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::Home;

TEST(Pattern, SearchesAnywhereWithUnicodeClasses) {
  const auto pattern = Pattern::compile(R"((?i)\büber\w+\b)");
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->found_in("die ÜBERGABE"));
  EXPECT_FALSE(pattern->found_in("die Gabe"));
}

TEST(Pattern, StopsAtTheMatchLimit) {
  const auto pattern = Pattern::compile("(a+)+$");
  ASSERT_TRUE(pattern);
  EXPECT_EQ(pattern->search(std::string(40, 'a') + "b"), Pattern::Outcome::limit);
}

TEST(Pattern, SaysWhyItIsNone) {
  const auto pattern = Pattern::compile("a(b");
  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().kind, ErrorKind::invalid_data);
}

TEST(Rules, AllGivenKeysMustMatch) {
  Home home;
  RuleMatch& match = home.settings.rules.emplace_back().match;
  match.summary = "Standup";
  match.partner = "alex";
  match.calendar = "work";
  match.location = "Room";
  match.organizer = "boss@";
  match.category = "^team$";
  match.all_day = false;
  match.min_duration = Minutes(30);
  home.settings.rules.back().kind = Kind::learning;
  Component& c = home.timed("alex/work", "Standup", 24, 10, 11);
  c.location = PrivateText("Room 4");
  c.organizer = Address("boss@example.org");
  c.categories = {PrivateText("board"), PrivateText("team")};
  EXPECT_EQ(home.only().kind, Kind::learning);
  const RuleMatch good = match;
  const std::vector<std::function<void(RuleMatch&)>> spoil{
      [](RuleMatch& m) { m.summary = "Sitdown"; },  [](RuleMatch& m) { m.partner = "sam"; },
      [](RuleMatch& m) { m.calendar = "private"; }, [](RuleMatch& m) { m.location = "Hall"; },
      [](RuleMatch& m) { m.organizer = "nobody"; }, [](RuleMatch& m) { m.category = "^tea$"; },
      [](RuleMatch& m) { m.all_day = true; },       [](RuleMatch& m) { m.min_duration = Hours(2); }};
  for (const auto& change : spoil) {
    home.settings.rules.back().match = good;
    change(home.settings.rules.back().match);
    EXPECT_EQ(home.only().kind, Kind::meeting);
  }
}

// A day is 24 h (CONTRACT section 2), also the one of 23 in which the clocks go forward.
TEST(Rules, AllDayEventsLastWholeDays) {
  Home home;
  home.settings.rules.emplace_back().match.min_duration = Hours(48);
  home.settings.rules.back().kind = Kind::travel;
  home.all_day("alex/work", "Fair", test::date(2027, 3, 27), test::date(2027, 3, 29));
  home.all_day("alex/work", "Visit", test::date(2027, 3, 28), test::date(2027, 3, 29));
  const World world = home.world();
  ASSERT_EQ(world.engagements[0].size(), 2U);
  EXPECT_EQ(world.engagements[0][0].kind, Kind::travel);
  EXPECT_EQ(world.engagements[0][1].kind, Kind::other);
}

TEST(Rules, WhatIsCutIsWarnedOfWithTheNameOfItsSource) {
  Home home;
  home.timed("sam/private", "Tick", 23, 9, 10).rrules = {"FREQ=SECONDLY"};
  const World world = home.world();
  ASSERT_EQ(world.warnings.size(), 1U);
  EXPECT_EQ(world.warnings[0].about, "sam/private: uid-1");
}

TEST(Rules, AHungryPatternDoesNotMatchAndIsWarnedOf) {
  Home home;
  home.rule("(a+)+$").kind = Kind::focus;
  home.timed("alex/work", std::string(40, 'a') + "b", 24, 10, 11);
  const World world = home.world();
  EXPECT_EQ(world.engagements[0][0].kind, Kind::meeting);
  ASSERT_EQ(world.warnings.size(), 1U);
  EXPECT_EQ(world.warnings[0].about, "alex/work: uid-1");
}

}  // namespace
}  // namespace evenkeel
