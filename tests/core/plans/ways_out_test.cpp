// DESIGN section 6, "Suggestions and decide_by", as the whole analysis of a household makes them.
#include "core/findings/pass.hpp"
#include "core/plans/analyse.hpp"

#include <gmock/gmock.h>

namespace evenkeel {
namespace {

using test::civil;
using test::date;
using test::Home;
using test::nov;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Ways = std::vector<std::pair<std::string, std::string>>;  // what to do, and its effect

struct Told {
  Ways ways;
  std::optional<Instant> decide_by;
};

/// Of the only finding.
Told told(Home& home) {
  const World world = home.world();
  const Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::added);
  Told result;
  EXPECT_EQ(analysis.findings.size(), 1U);
  if (analysis.findings.empty()) return result;
  for (const Suggestion& s : analysis.findings.front().suggestions)
    result.ways.emplace_back(s.text, s.effect);
  result.decide_by = analysis.findings.front().decide_by;
  return result;
}

// "ask a helper who is able, ask the other partner ... Each expires: a helper their `notice` before the
// window."
TEST(WaysOut, SomebodyElseIsAsked) {
  Home home;
  test::pick_up(home).who = {PersonId("alex")};
  home.settings.helpers[0].notice = Days(2);
  // A free day off with somebody else, which nobody but a person can move.
  Component& busy = home.timed("household/family", "Alex: dentist", 26, 15, 16);
  busy.organizer = Address("dentist@example.org");
  const Told result = told(home);
  EXPECT_THAT(result.ways,
              ElementsAre(Pair("Ask Gran to take School pick-up on Thu 26 Nov 15:00–16:00", "Removes it."),
                          Pair("Ask Sam to take School pick-up on Thu 26 Nov 15:00–16:00", "Removes it.")));
  EXPECT_EQ(result.decide_by, nov(24, 15));
}

// The same, where what stands in the way is only tentative: what is found in the second pass alone.
TEST(WaysOut, SomebodyElseIsAskedBeforeItIsSure) {
  Home home;
  test::pick_up(home).who = {PersonId("alex")};
  home.settings.helpers[0].available = {};
  home.timed("household/family", "Alex: dentist", 26, 15, 16).status = Status::tentative;
  const Told result = told(home);
  EXPECT_THAT(result.ways,
              ElementsAre(Pair("Ask Sam to take School pick-up on Thu 26 Nov 15:00–16:00", "Removes it.")));
}

TEST(WaysOut, WhoIsNotAbleIsNotAsked) {
  Home home;
  test::pick_up(home).who = {PersonId("alex")};
  home.settings.helpers[0].notice = Days(5);
  home.timed("household/family", "Alex: dentist", 26, 15, 16);
  home.all_day("household/family", "Sam: trip", date(2026, 11, 26), date(2026, 11, 27));
  EXPECT_THAT(told(home).ways, IsEmpty());
}

// "each `alternatives` date of a deadline in it with which no crunch remains over this interval": moving One
// leaves that of Two over a part of it.
TEST(WaysOut, AnAlternativeThatLeavesAnotherCrunchOverItIsNone) {
  Home home;
  home.settings.horizon = Days(28);
  const auto deadline = [&](const char* title, Date start, Date due, Hours effort) -> TomlDeadline& {
    TomlDeadline& d = home.settings.partners[0].deadlines.emplace_back();
    d.id = d.title = title;
    d.start = start;
    d.due = due;
    d.effort = effort;
    d.progress = 0;
    return d;
  };
  // One: 25 h in the 32 h from the 23rd to the 26th; two: 44 h in the 40 h from the 26th on; both: 69 h in 64
  // h. only.
  deadline("one", date(2026, 11, 23), date(2026, 11, 26), Hours(25)).alternatives = {date(2026, 12, 18)};
  deadline("two", date(2026, 11, 26), date(2026, 12, 2), Hours(44));
  const World world = home.world();
  const Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::added);
  bool seen = false;
  for (const Finding& f : analysis.findings) {
    if (f.key != "crunch/alex/one") continue;
    seen = true;
    EXPECT_THAT(f.suggestions, IsEmpty());
  }
  EXPECT_TRUE(seen);
}

// "order: unconfirmed before confirmed, ...": two that are not confirmed before one that is.
TEST(WaysOut, WhatIsNotConfirmedIsMovedFirst) {
  Home home;
  Coverage& c = test::pick_up(home);
  c.who = {PersonId("alex"), PersonId("sam")};
  home.settings.helpers[0].available = {};
  home.timed("alex/work", "a", 26, 15, 16).status = Status::tentative;
  home.timed("alex/private", "b", 26, 15, 16).status = Status::tentative;
  home.timed("sam/work", "c", 26, 15, 16);
  const World world = home.world();
  const Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::added);
  for (const Finding& f : analysis.findings) {
    if (f.kind != "uncovered") continue;
    ASSERT_FALSE(f.suggestions.empty());
    EXPECT_THAT(f.suggestions[0].text, testing::HasSubstr("Alex's"));
    return;
  }
  FAIL() << "no uncovered window";
}

}  // namespace
}  // namespace evenkeel
