// What the planner shows, against DESIGN and by hand.
#include "app/pages/view.hpp"

#include "app/pages/picture.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

class ViewTest : public testing::Test {
 protected:
  static const PlannerWeek& week_of(const PlannerView& view, Date monday) {
    const auto found = std::ranges::find(view.weeks, monday, &PlannerWeek::monday);
    if (found == view.weeks.end()) throw std::logic_error("no such week");
    return *found;
  }
  Home home;
};

TEST_F(ViewTest, AQuarterIsThirteenWeeksAndAYearTwelveMonths) {
  const PlannerView view = planned(home);
  EXPECT_EQ(view.quarter, (DateSpan{date(2026, 11, 23), date(2027, 2, 22)}));
  EXPECT_EQ(view.year, (DateSpan{date(2026, 11, 1), date(2027, 11, 1)}));
  EXPECT_EQ(view.weeks.front().monday, date(2026, 10, 26)) << "the week that the first of November lies in";
  EXPECT_EQ(view.rota_dates, (DateSpan{date(2026, 11, 23), date(2026, 12, 21)}));
  EXPECT_EQ(view.hours.size(), 28U);
  EXPECT_EQ(view.audience, "");
}

// DESIGN section 6, Week load: (busy + spread) / (working hours - leave). Monday off leaves 32 h; 8 h of
// meetings on Tuesday; 8 h of work due Friday, all within the week.
TEST_F(ViewTest, LoadsOfAWeek) {
  home.rule("Leave").kind = Kind::leave;
  home.all_day("alex/work", "Leave", date(2026, 11, 30), date(2026, 12, 1));
  home.timed("alex/work", "Workshop", civil(2026, 12, 1, 9), civil(2026, 12, 1, 17));
  TomlDeadline& due = home.settings.partners[0].deadlines.emplace_back();
  due.id = "report";
  due.title = "Report";
  due.due = date(2026, 12, 4);
  due.start = date(2026, 11, 30);
  due.effort = Hours(8);
  const PlannerView view = planned(home);
  const PlannerLoad& load = week_of(view, date(2026, 11, 30)).loads[0];
  EXPECT_EQ(load.busy, Hours(8));
  EXPECT_EQ(load.available, Hours(32));
  EXPECT_EQ(load.spread, Hours(8));
  EXPECT_DOUBLE_EQ(load.load, 0.5);
  EXPECT_DOUBLE_EQ(week_of(view, date(2026, 11, 30)).loads[1].load, 0);
}

TEST_F(ViewTest, StepsOfTheScale) {
  EXPECT_EQ(load_step(0), 0);
  EXPECT_EQ(load_step(0.19), 0);
  EXPECT_EQ(load_step(0.2), 1);
  EXPECT_EQ(load_step(0.69), 3);
  EXPECT_EQ(load_step(0.7), 4);
  EXPECT_EQ(load_step(0.99), 5);
  EXPECT_EQ(load_step(1), 6);
  EXPECT_EQ(load_step(99), 6);
}

TEST_F(ViewTest, DeadlinesHaveTheirLeadTimeAndContingency) {
  TomlDeadline& due = home.settings.partners[1].deadlines.emplace_back();
  due.title = "Certification";
  due.id = "certification";
  due.due = date(2027, 1, 15);
  due.lead = {Days(10)};
  due.alternatives = {date(2027, 2, 1), LocalTime(civil(2027, 2, 5, 12))};
  const PlannerView view = planned(home);
  ASSERT_EQ(view.deadlines.size(), 1U);
  EXPECT_EQ(view.deadlines[0].partner, PartnerIndex::second);
  EXPECT_EQ(view.deadlines[0].title, "Certification");
  EXPECT_EQ(view.deadlines[0].start, date(2027, 1, 5)) << "ten dates before it is due";
  EXPECT_EQ(view.deadlines[0].due, date(2027, 1, 15));
  EXPECT_EQ(view.deadlines[0].alternatives, (std::vector{date(2027, 2, 1), date(2027, 2, 5)}));
}

// 40 h of work into the 16 working hours of two days: a crunch, whose finding the band leads to.
TEST_F(ViewTest, CrunchesLeadToTheirFinding) {
  TomlDeadline& due = home.settings.partners[0].deadlines.emplace_back();
  due.title = "Launch";
  due.id = "launch";
  due.due = date(2026, 12, 2);
  due.start = date(2026, 12, 1);
  due.effort = Hours(40);
  const PlannerView view = planned(home);
  ASSERT_EQ(view.crunches.size(), 1U);
  EXPECT_EQ(view.crunches[0].dates, (DateSpan{date(2026, 12, 1), date(2026, 12, 3)}));
  EXPECT_DOUBLE_EQ(view.crunches[0].load, 2.5);
  ASSERT_LT(view.crunches[0].finding, view.findings.size());
  EXPECT_EQ(view.findings[view.crunches[0].finding].finding.key, "crunch/alex/launch");
}

TEST_F(ViewTest, StaysThatOverlapAreOne) {
  home.rule("Trip").kind = Kind::travel;
  home.all_day("alex/work", "Trip A", date(2026, 12, 7), date(2026, 12, 9));
  home.all_day("alex/work", "Trip B", date(2026, 12, 8), date(2026, 12, 10));
  home.all_day("alex/work", "Trip C", date(2026, 12, 10), date(2026, 12, 11));
  const PlannerView view = planned(home);
  ASSERT_EQ(view.stays.size(), 2U);
  EXPECT_EQ(view.stays[0].dates, (DateSpan{date(2026, 12, 7), date(2026, 12, 10)}));
  EXPECT_EQ(view.stays[0].kind, StayKind::away);
  EXPECT_EQ(view.stays[0].text, "away") << "nothing more is disclosed";
}

TEST_F(ViewTest, SchoolClosingsAreThoseThatCoverageHeeds) {
  Coverage& coverage = add_pick_up(home);
  coverage.except = {{"school", "(?i)inset"}};
  home.all_day("household/school", "INSET day", date(2026, 12, 4), date(2026, 12, 5));
  home.all_day("household/school", "Cake sale", date(2026, 12, 9), date(2026, 12, 10));
  const PlannerView view = planned(home);
  ASSERT_EQ(view.days.size(), 2U);
  EXPECT_EQ(view.days[0].text, "INSET day");
  EXPECT_TRUE(view.days[0].closing);
  EXPECT_FALSE(view.days[1].closing);
}

TEST_F(ViewTest, CareerModelsByTheDateFromWhichTheyAreInForce) {
  home.settings.careers = {
      {.from = date(2027, 2, 1), .lead_model = true, .lead = PersonId("sam"), .share_percent = 30},
      {.from = date(2026, 1, 1), .lead_model = false, .lead = {}}};
  const PlannerView view = planned(home);
  ASSERT_EQ(view.careers.size(), 2U);
  EXPECT_EQ(view.careers[0].text, "Equal shares");
  EXPECT_EQ(view.careers[0].dates.end, date(2027, 2, 1));
  EXPECT_EQ(view.careers[1].text, "Sam leads: 30 % of the duties");
  EXPECT_EQ(view.careers[1].dates.end, date(2027, 11, 1));
}

// Five windows of one point each: Alex has Monday, then they take turns. Shares are equal, so after Monday
// Alex has half a point more than due, after Tuesday none.
TEST_F(ViewTest, TheBalanceRunsFromDayToDay) {
  add_pick_up(home);
  const PlannerView view = planned(home);
  ASSERT_EQ(view.rota.size(), 20U);
  std::int64_t balance = 0;
  for (std::size_t day = 0; day < 5; ++day) {
    ASSERT_TRUE(view.rota[day].who.has_value());
    balance += index(*view.rota[day].who) == 0 ? 50 : -50;
    EXPECT_EQ(view.balance[day].hundredths, balance) << day;
  }
  EXPECT_EQ(view.balance[5].hundredths, view.balance[4].hundredths) << "nothing on Saturday";
}

// The window widened by 10 min begins at 14:50; a meeting until 14:45 leaves 5 minutes, one until 14:30
// leaves 20.
TEST_F(ViewTest, WhoIsTightHasLessThanAQuarterOfAnHour) {
  Coverage& coverage = add_pick_up(home);
  coverage.who = {PersonId("alex")};
  coverage.default_travel = Minutes(10);
  home.timed("alex/work", "Close", civil(2026, 11, 24, 14), civil(2026, 11, 24, 14, 45));
  home.timed("alex/work", "Far", civil(2026, 11, 25, 14), civil(2026, 11, 25, 14, 30));
  home.timed("alex/work", "Right after", civil(2026, 11, 26, 16, 10), civil(2026, 11, 26, 17));
  const PlannerView view = planned(home);
  EXPECT_EQ(view.rota[0].tight, "");
  EXPECT_EQ(view.rota[1].tight, "5 min after what ends at 14:45");
  EXPECT_EQ(view.rota[2].tight, "");
  EXPECT_EQ(view.rota[3].tight, "no time before what begins at 16:10");
}

TEST_F(ViewTest, HoursOfADay) {
  home.timed("alex/work", "A", 24, 10, 11);
  home.timed("alex/work", "B", 24, 10, 12);
  home.timed("alex/work", "Maybe", 24, 11, 13).status = Status::tentative;
  const PlannerView view = planned(home);
  const PlannerHours& tuesday = view.hours[1];
  EXPECT_EQ(tuesday.date, date(2026, 11, 24));
  ASSERT_EQ(tuesday.working[0].size(), 1U);
  EXPECT_EQ(tuesday.working[0][0], nov_span(24, 9, 17));
  ASSERT_EQ(tuesday.blocks[0].size(), 2U) << "what is confirmed joins; what is not stands for itself";
  EXPECT_EQ(tuesday.blocks[0][0].time, nov_span(24, 10, 12));
  EXPECT_FALSE(tuesday.blocks[0][1].confirmed);
  EXPECT_TRUE(tuesday.blocks[1].empty());
}

// What lies past the horizon comes from the wider world, everything before it from the one analysed.
// Outside both partners' working hours and busy time, in 07:00-23:00; at least an hour, from now on.
TEST_F(ViewTest, NextCommonFreeSlots) {
  home.timed("alex/work", "A", 23, 18, 20);
  const PlannerView view = planned(home);
  ASSERT_GE(view.free.size(), 4U);
  EXPECT_EQ(view.free[0], nov_span(23, 8, 9));
  EXPECT_EQ(view.free[1], nov_span(23, 17, 18));
  EXPECT_EQ(view.free[2], nov_span(23, 20, 23));
  EXPECT_EQ(view.free[3].start, nov(24, 7));
}

TEST_F(ViewTest, BeyondTheHorizonLoadsAreShownWithoutFindings) {
  home.settings.horizon = Days(14);
  home.rule("Trip").kind = Kind::travel;
  home.all_day("alex/work", "Trip", date(2027, 3, 1), date(2027, 3, 6));
  home.all_day("sam/work", "Trip", date(2027, 3, 1), date(2027, 3, 6));
  const Planned near(home);
  Settings wide = home.settings;
  wide.horizon = Days(365);
  const World beyond = build_world(wide, home.snapshot, home.zones, home.now, home.viewer, home.own);
  const PlannerView view = planner_view({.world = near.world,
                                         .analysis = near.analysis,
                                         .beyond = &beyond,
                                         .zone = near.zone,
                                         .from = near.world.today,
                                         .to = year_after(near.world.today)});
  EXPECT_TRUE(view.findings.empty());
  EXPECT_DOUBLE_EQ(week_of(view, date(2027, 3, 1)).loads[0].load, 1);
  EXPECT_EQ(view.stays.size(), 2U);
  EXPECT_EQ(view.horizon, date(2026, 12, 7));
}

}  // namespace
}  // namespace evenkeel::test
