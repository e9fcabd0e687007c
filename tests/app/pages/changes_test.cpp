#include "planned.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

class ChangesTest : public testing::Test {
 protected:
  ChangesTest() {
    home.rule("Trip").kind = Kind::travel;
    before = planned(home);
  }
  PlannerView after() {
    PlannerView view = planned(home);
    lay_changes(view, before, "Four days", {{"Meeting hours, Alex", "10.00", "8.00"}});
    return view;
  }
  Home home;
  PlannerView before;
};

TEST_F(ChangesTest, NothingIsMarkedWhereNothingChanges) {
  const PlannerView view = after();
  ASSERT_TRUE(view.changes.has_value());
  EXPECT_EQ(view.changes->title, "Four days");
  EXPECT_EQ(view.changes->fresh + view.changes->gone + view.changes->worse, 0);
  for (const PlannerWeek& week : view.weeks) EXPECT_FALSE(week.before[0].has_value());
}

TEST_F(ChangesTest, WhatComesIsFreshAndLoadsKeepWhatTheyWere) {
  home.all_day("alex/work", "Trip", date(2026, 12, 7), date(2026, 12, 9));
  home.all_day("sam/work", "Trip", date(2026, 12, 7), date(2026, 12, 9));
  const PlannerView view = after();
  ASSERT_EQ(view.stays.size(), 2U);
  EXPECT_EQ(view.stays[0].change, Change::fresh);
  ASSERT_EQ(view.findings.size(), 1U) << "the night both are away";
  EXPECT_EQ(view.findings[0].change, Change::fresh);
  EXPECT_EQ(view.changes->fresh, 1);
  const auto week = std::ranges::find(view.weeks, date(2026, 12, 7), &PlannerWeek::monday);
  ASSERT_TRUE(week->before[0].has_value());
  EXPECT_DOUBLE_EQ(week->before[0]->load, 0);
  EXPECT_DOUBLE_EQ(week->loads[0].load, 0.4) << "two of five working days";
  EXPECT_FALSE(std::prev(week)->before[0].has_value());
}

TEST_F(ChangesTest, WhatGoesStaysVisibleAsGone) {
  home.all_day("alex/work", "Trip", date(2026, 12, 7), date(2026, 12, 9));
  home.all_day("sam/work", "Trip", date(2026, 12, 7), date(2026, 12, 9));
  before = planned(home);
  for (SourceSnapshot& source : home.snapshot.sources) source.objects.clear();
  const PlannerView view = after();
  ASSERT_EQ(view.stays.size(), 2U);
  EXPECT_EQ(view.stays[0].change, Change::gone);
  ASSERT_EQ(view.findings.size(), 1U);
  EXPECT_EQ(view.findings[0].change, Change::gone);
  EXPECT_EQ(view.changes->gone, 1);
}

TEST_F(ChangesTest, ADeadlineThatMovesStandsTwice) {
  TomlDeadline& due = home.settings.partners[0].deadlines.emplace_back();
  due.title = "Launch";
  due.id = "launch";
  due.due = date(2026, 12, 4);
  before = planned(home);
  due.due = date(2026, 12, 18);
  const PlannerView view = after();
  ASSERT_EQ(view.deadlines.size(), 2U);
  EXPECT_EQ(view.deadlines[0].change, Change::fresh);
  EXPECT_EQ(view.deadlines[0].due, date(2026, 12, 18));
  EXPECT_EQ(view.deadlines[1].change, Change::gone);
  EXPECT_EQ(view.deadlines[1].due, date(2026, 12, 4));
}

TEST_F(ChangesTest, DutiesThatSomebodyElseHoldsAreMarked) {
  add_pick_up(home);
  before = planned(home);
  const PersonIndex monday = before.rota[0].who.value();
  home.timed(index(monday) == 0 ? "alex/work" : "sam/work", "Meeting", 23, 15, 16);
  const PlannerView view = after();
  EXPECT_EQ(view.rota[0].change, Change::changed);
  EXPECT_NE(view.rota[0].who, before.rota[0].who);
}

}  // namespace
}  // namespace evenkeel::test
