#include "core/household/idle_rules.hpp"

#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

std::vector<std::size_t> idle(Home& home) {
  return idle_rules(home.settings, home.snapshot, home.zones, home.now);
}

// Only the third matches nothing ahead: what lies behind now, or behind the horizon, is no reason for a rule.
TEST(IdleRules, MatchNothingAhead) {
  Home home;
  home.timed("alex/work", "Review", 24, 10, 11);
  home.todo("sam/work", "Paper", EventTime(civil(2026, 12, 1, 12)));
  home.timed("household/school", "Concert", 20, 10, 11);
  home.timed("alex/work", "Reunion", civil(2028, 1, 1, 10), civil(2028, 1, 1, 11));
  home.rule("Review");
  home.rule("Paper");
  home.rule("Concert|Reunion");
  EXPECT_EQ(idle(home), std::vector<std::size_t>{2});
}

TEST(IdleRules, ASeriesFromThePastCounts) {
  Home home;
  home.timed("alex/work", "Jour fixe", 2, 10, 11).rrules = {"FREQ=WEEKLY"};
  home.rule("Jour fixe");
  EXPECT_TRUE(idle(home).empty());
  home.settings.rules[0].match.partner = "sam";
  EXPECT_EQ(idle(home).size(), 1U);
}

}  // namespace
}  // namespace evenkeel::test
