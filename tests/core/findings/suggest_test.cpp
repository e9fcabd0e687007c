// DESIGN section 6, "Suggestions and decide_by".
#include "core/findings/suggest.hpp"

#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::date;
using test::Home;
using test::nov;
using test::nov_span;
using test::pick_up;
using test::Run;

FindingKeys keys_of(const std::vector<Finding>& findings) {
  FindingKeys keys;
  for (const Finding& f : findings) keys.insert(f.key);
  return keys;
}

std::vector<Finding> suggested(const World& world) {
  const Run run(world);
  std::vector<Finding> found = run.findings();
  const FindingKeys before = keys_of(found);
  const PassInput first = run.input(Pass::confirmed), second = run.input(Pass::all);
  add_suggestions({.first = first,
                   .second = second,
                   .slots = {},
                   .next_best = {},
                   .attempt =
                       [&](const Change& change) {
                         const World other = changed(world, change);
                         return effect_of(before, Run(other).findings());
                       }},
                  found);
  return found;
}

TEST(Suggestions, MoveTheCheapestMeetingFirst) {
  Home home;
  pick_up(home);
  home.timed("alex/work", "a", 26, 15, 16).attendee_count = 8;
  home.timed("sam/work", "b", 26, 15, 16).attendee_count = 2;
  const World world = home.world();
  const auto found = suggested(world);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].suggestions.size(), 2U);
  EXPECT_EQ(found[0].suggestions[0].text, "Move Sam's appointment on Thu 26 Nov 15:00–16:00");
  // As near as 16:00, and earlier; 15:00 is the window itself.
  EXPECT_EQ(found[0].suggestions[0].effect, "Removes it. Free for it: Thu 26 Nov 14:00–15:00.");
  EXPECT_EQ(found[0].suggestions[0].expires, nov(25, 15));
  EXPECT_EQ(found[0].decide_by, nov(25, 15));
}

// Thursday is full, Friday is a day off, and 15:00 is always the window: of what is left, Wednesday at 16:00
// is nearer to Thursday at 15:00 (23 h) than anything on Monday.
TEST(Suggestions, ANewTimeIsFreeOfEverything) {
  Home home;
  pick_up(home).who = {PersonId("alex")};
  home.settings.horizon = Days(14);
  home.timed("alex/work", "moves", 26, 15, 16);
  home.timed("alex/work", "full", 26, 8, 14);
  home.timed("alex/work", "full", 26, 14, 15);
  home.timed("alex/work", "full", 26, 16, 17);
  home.all_day("alex/work", "off", date(2026, 11, 27), date(2026, 11, 28)).categories = {
      PrivateText("leave")};
  const World world = home.world();
  const auto found = suggested(world);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_FALSE(found[0].suggestions.empty());
  EXPECT_EQ(found[0].suggestions[0].effect, "Removes it. Free for it: Wed 25 Nov 16:00–17:00.");
}

TEST(Suggestions, AMovedMeetingStandsInItsNewPlace) {
  Home home;
  home.timed("alex/work", "a", 24, 9, 10);
  home.timed("alex/work", "b", 24, 11, 12);
  const World world = home.world();
  const World other = changed(world, MoveTo{{person(PartnerIndex::first), 0}, nov_span(24, 13, 14)});
  ASSERT_EQ(other.engagements[0].size(), 2U);
  EXPECT_EQ(other.engagements[0][0].occurrence.time, nov_span(24, 11, 12));
  EXPECT_EQ(other.engagements[0][1].occurrence.time, nov_span(24, 13, 14));
  EXPECT_TRUE(other.engagements[0][1].overlaps(nov_span(24, 13, 14), Pass::confirmed));
  EXPECT_FALSE(other.engagements[0][1].overlaps(nov_span(24, 9, 10), Pass::confirmed));
}

TEST(Suggestions, WhatDoesNotSolveItIsNotSuggestedNorWhatHasExpired) {
  Home home;
  pick_up(home).who = {PersonId("alex")};
  home.timed("alex/work", "a", 26, 15, 16);
  home.all_day("alex/work", "b", date(2026, 11, 26), date(2026, 11, 27)).categories = {PrivateText("trip")};
  home.timed("alex/work", "soon", 23, 15, 16);
  const World world = home.world();
  for (const Finding& f : suggested(world)) {
    for (const Suggestion& s : f.suggestions) {
      if (f.key == "uncovered/pick-up/2026-11-23") {
        EXPECT_FALSE(s.text.starts_with("Move")) << s.text;
      }
      // Both block the window: only both together help.
      if (f.key == "uncovered/pick-up/2026-11-26" && s.text.starts_with("Move")) {
        EXPECT_NE(s.text.find(" and "), std::string::npos) << s.text;
      }
    }
  }
}

// What reads the same has its calendar beside it; what does not needs none.
TEST(Suggestions, OfTwoAtOnceTheCalendarIsNamed) {
  const auto texts = [](int to_of_b) {
    Home home;
    home.timed("alex/work", "a", 26, 10, 11);
    home.timed("alex/private", "b", 26, 10, to_of_b);
    const World world = home.world();
    const auto found = suggested(world);
    std::vector<std::string> result;
    for (const Suggestion& s : found.at(0).suggestions) result.push_back(s.text);
    return result;
  };
  EXPECT_EQ(texts(11), (std::vector<std::string>{
                           "Move Alex's appointment on Thu 26 Nov 10:00–11:00 in the calendar \"work\"",
                           "Move Alex's appointment on Thu 26 Nov 10:00–11:00 in the calendar \"private\""}));
  EXPECT_EQ(texts(12), (std::vector<std::string>{"Move Alex's appointment on Thu 26 Nov 10:00–11:00",
                                                 "Move Alex's appointment on Thu 26 Nov 10:00–12:00"}));
}

TEST(Suggestions, ASeriesThatCausesSeveralComesFirst) {
  Home home;
  pick_up(home).who = {PersonId("alex")};
  home.settings.horizon = Days(21);
  home.timed("alex/work", "weekly", 26, 15, 16).rrules = {"FREQ=WEEKLY"};
  const World world = home.world();
  const auto found = suggested(world);
  ASSERT_EQ(found.size(), 3U);
  ASSERT_FALSE(found[0].suggestions.empty());
  EXPECT_TRUE(found[0].suggestions[0].text.starts_with("Move the series of Alex's"))
      << found[0].suggestions[0].text;
  EXPECT_EQ(found[0].suggestions[0].effect, "Removes 3 findings.");
}

TEST(Suggestions, TheContingencyPlanOfADeadline) {
  Home home;
  TomlDeadline& d = home.settings.partners[0].deadlines.emplace_back();
  d.title = "Freeze";
  d.due = date(2026, 11, 25);
  d.effort = Hours(23);
  d.progress = 0;
  d.alternatives = {date(2026, 11, 26), date(2026, 12, 11)};  // 23/32 = 0.72 is still a crunch
  const World world = home.world();
  const auto found = suggested(world);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].suggestions.size(), 1U);
  EXPECT_EQ(found[0].suggestions[0].text, "Move 'Freeze' to Fri 11 Dec");
}

TEST(Suggestions, SayWhatElseTheyWouldCause) {
  Finding other;
  Home home;
  pick_up(home);
  home.timed("alex/work", "a", 26, 15, 16);
  home.all_day("sam/work", "b", date(2026, 11, 26), date(2026, 11, 27)).categories = {PrivateText("trip")};
  const World world = home.world();
  const test::Run run(world);
  std::vector<Finding> found = run.findings();
  const FindingKeys before = keys_of(found);
  const PassInput first = run.input(Pass::confirmed), second = run.input(Pass::all);
  other.key = "no-slot/alignment/2026-W48";
  other.title = "No time for Alignment";
  other.time = {nov(23), nov(30)};
  add_suggestions({.first = first,
                   .second = second,
                   .slots = {},
                   .next_best = {},
                   .attempt = [&](const Change&) { return effect_of(before, std::vector{other}); }},
                  found);
  ASSERT_FALSE(found.at(0).suggestions.empty());
  EXPECT_TRUE(
      found[0].suggestions[0].effect.starts_with("Removes it, but causes another: No time for Alignment"));
}

}  // namespace
}  // namespace evenkeel
