// DESIGN section 6, Coverage and `uncovered`.
#include "core/findings/coverage.hpp"

#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::date;
using test::Home;
using test::nov;
using test::pick_up;
using test::Run;

constexpr PersonIndex alex{0}, sam{1}, gran{2};

TEST(CoverageDates, RuleLessExceptAndPause) {
  Home home;
  Coverage& c = pick_up(home);
  c.except = {{"school", "(?i)inset"}};
  home.settings.pause = {{"shared", "holiday"}};
  home.all_day("household/school", "INSET day", date(2026, 11, 25), date(2026, 11, 26));
  home.timed("household/shared", "holiday", 26, 10, 11);
  const World world = home.world();
  EXPECT_EQ(coverage_dates(world, 0, {date(2026, 11, 23), date(2026, 11, 30)}),
            (Dates{date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)}));
}

TEST(CoverageDates, OnAloneAndTogetherWithARule) {
  Home home;
  Coverage& c = pick_up(home);
  c.on = {{"school", "closed"}};
  home.all_day("household/school", "closed", date(2026, 11, 27), date(2026, 12, 1));  // Friday to Monday
  const DateSpan all{date(2026, 11, 1), date(2026, 12, 31)};
  EXPECT_EQ(coverage_dates(home.world(), 0, all), (Dates{date(2026, 11, 27), date(2026, 11, 30)}));
  c.rrule.clear();
  EXPECT_EQ(coverage_dates(home.world(), 0, all).size(), 4U);
  c.start = date(2026, 11, 30);
  EXPECT_EQ(coverage_dates(home.world(), 0, all), Dates{date(2026, 11, 30)});
}

TEST(CoverageWindows, AreNumberedByTheirPlaceInTime) {
  Home home;
  Coverage& c = pick_up(home);
  c.time = {{Hours(22), Hours(31)}, {Hours(8), Hours(9)}};
  const World world = home.world();
  const auto windows = coverage_windows(world, {nov(24, 0), nov(24, 10)});
  ASSERT_EQ(windows.size(), 2U);  // the night of Monday, and Tuesday's morning
  EXPECT_EQ(windows[0].duty_key, "duty/pick-up/2026-11-23");
  EXPECT_EQ(windows[0].time, (Interval{nov(23, 22), nov(24, 7)}));
  EXPECT_EQ(windows[1].duty_key, "duty/pick-up/2026-11-24.2");
}

struct AbleCase {
  std::string name;
  std::function<void(Home&)> arrange;
  PersonIndex who;
  bool first, second;
};

class AbleTest : public testing::TestWithParam<AbleCase> {};

TEST_P(AbleTest, AsTheRuleSays) {
  Home home;
  Coverage& c = pick_up(home);
  c.who.push_back(PersonId("gran"));
  GetParam().arrange(home);
  const World world = home.world();
  const auto windows = coverage_windows(world, {nov(26), nov(27)});
  ASSERT_EQ(windows.size(), 1U);
  EXPECT_EQ(able(world, PassTimes(world, Pass::confirmed), windows[0], GetParam().who), GetParam().first);
  EXPECT_EQ(able(world, PassTimes(world, Pass::all), windows[0], GetParam().who), GetParam().second);
}

std::string name_of(const testing::TestParamInfo<AbleCase>& tested) {
  return tested.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, AbleTest,
    testing::Values(
        AbleCase{"free", [](Home&) {}, alex, true, true},
        AbleCase{"busy", [](Home& h) { h.timed("alex/work", "x", 26, 15, 16); }, alex, false, false},
        AbleCase{"beside", [](Home& h) { h.timed("alex/work", "x", 26, 14, 15); }, alex, true, true},
        AbleCase{"travel",
                 [](Home& h) {
                   h.timed("alex/work", "x", 26, 14, 15);
                   h.settings.coverages[0].travel[PersonId("alex")] = Minutes(10);
                 },
                 alex, false, false},
        AbleCase{"unconfirmed",
                 [](Home& h) { h.timed("alex/work", "x", 26, 15, 16).status = Status::tentative; }, alex,
                 true, false},
        AbleCase{"remote_and_full",
                 [](Home& h) {
                   h.timed("alex/work", "x", 26, 15, 16).busy_status = BusyStatus::working_elsewhere;
                 },
                 alex, false, false},
        AbleCase{"remote_and_present",
                 [](Home& h) {
                   h.timed("alex/work", "x", 26, 15, 16).busy_status = BusyStatus::working_elsewhere;
                   h.settings.coverages[0].attention = Attention::present;
                 },
                 alex, true, true},
        AbleCase{"household_event", [](Home& h) { h.timed("household/family", "Alex: dentist", 26, 15, 16); },
                 alex, false, false},
        AbleCase{"fixed_hours", [](Home& h) { h.settings.partners[0].fixed_hours = true; }, alex, false,
                 false},
        AbleCase{"fixed_hours_on_leave",
                 [](Home& h) {
                   h.settings.partners[0].fixed_hours = true;
                   h.all_day("alex/work", "off", date(2026, 11, 26), date(2026, 11, 27)).categories = {
                       PrivateText("leave")};
                 },
                 alex, true, true},
        AbleCase{"out_of_office",
                 [](Home& h) {
                   h.all_day("sam/work", "OOO", date(2026, 11, 26), date(2026, 11, 27)).busy_status =
                       BusyStatus::oof;
                 },
                 sam, true, false},
        AbleCase{"paused", [](Home& h) { h.snapshot.paused = {PersonId("sam")}; }, sam, false, false},
        AbleCase{"helper", [](Home&) {}, gran, true, true},
        AbleCase{"helper_not_available",
                 [](Home& h) {
                   h.settings.helpers[0].available =
                       test::every_day("MTWTFSS", Hours(8), Minutes(15 * 60 + 59));
                 },
                 gran, false, false},
        AbleCase{"helper_too_late", [](Home& h) { h.settings.helpers[0].notice = Days(4); }, gran, false,
                 false},
        AbleCase{"helper_agreed",
                 [](Home& h) {
                   h.settings.helpers[0].notice = Days(4);
                   h.snapshot.answers.helper_agreed = {"duty/pick-up/2026-11-26"};
                 },
                 gran, true, true},
        AbleCase{"helper_busy", [](Home& h) { h.timed("gran/own", "x", 26, 15, 16); }, gran, false, false}),
    name_of);

TEST(Uncovered, SaysWhoIsDoingWhat) {
  Home home;
  pick_up(home);
  home.timed("alex/work", "secret", 24, 15, 17);
  home.all_day("sam/work", "secret", date(2026, 11, 24), date(2026, 11, 25)).categories = {
      PrivateText("trip")};
  const auto found = test::findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].key, "uncovered/pick-up/2026-11-24");
  EXPECT_EQ(found[0].severity, Severity::urgent);
  EXPECT_EQ(found[0].time, test::nov_span(24, 15, 16));
  EXPECT_EQ(found[0].concerns, (std::vector{PartnerIndex::first, PartnerIndex::second}));
  EXPECT_EQ(found[0].explanation,
            "Nobody is free for School pick-up on Tue 24 Nov 15:00–16:00: Alex is busy 15:00–17:00, Sam is "
            "away.");
  EXPECT_EQ(found[0].evidence.size(), 2U);
}

TEST(Uncovered, ConcernsBothWhenOnlyHelpersAreNamed) {
  Home home;
  pick_up(home).who = {PersonId("gran")};
  home.timed("gran/own", "x", 26, 15, 16);
  home.settings.helpers[0].notice = Days(0);
  const auto found = test::findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].concerns.size(), 2U);
}

}  // namespace
}  // namespace evenkeel
