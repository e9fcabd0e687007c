// DESIGN section 6, Crunches. Alex works mon-fri 09:00-17:00: 8 h a day, 40 h a week; now is Monday 23rd,
// 08:00.
#include "core/findings/crunch.hpp"

#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace evenkeel {
namespace {

using test::date;
using test::Home;
using test::nov;

TomlDeadline& deadline(Home& home, const std::string& id, Due due, Due start, Seconds effort,
                       PartnerIndex p = PartnerIndex::first) {
  TomlDeadline& d = home.settings.partners[index(p)].deadlines.emplace_back();
  d.id = id;
  d.title = "The " + id;
  d.due = due;
  d.start = start;
  d.effort = effort;
  d.progress = 0;
  return d;
}

std::vector<Crunch> remaining(Home& home, Pass pass = Pass::confirmed) {
  const World world = home.world();
  return remaining_crunches(world, PassTimes(world, pass), PartnerIndex::first);
}

TEST(Load, ComparesExactly) {
  const Load third{Seconds(1), Seconds(3)};
  EXPECT_EQ(third, (Load{Seconds(1'000'000'000), Seconds(3'000'000'000)}));
  EXPECT_LT((Load{Seconds(999'999'999), Seconds(3'000'000'000)}), third);
  const Load endless{Seconds(1), Seconds(0)};
  EXPECT_GT(endless, (Load{Seconds(1'000'000), Seconds(1)}));
  EXPECT_EQ(endless, (Load{Seconds(9), Seconds(0)}));
  EXPECT_EQ(endless.printed(), 99);
  EXPECT_EQ((Load{Seconds(0), Seconds(0)}).value(), 0);
  EXPECT_EQ((Load{Seconds(57), Seconds(200)}).printed(), 0.29);  // 0.285, half up
}

TEST(Crunch, DemandOverWorkingHoursLessLeaveAndBusyTime) {
  Home home;
  deadline(home, "freeze", date(2026, 11, 25), date(2026, 11, 23), Hours(16));
  home.all_day("alex/work", "off", date(2026, 11, 24), date(2026, 11, 25)).categories = {
      PrivateText("leave")};
  home.timed("alex/work", "meeting", 25, 9, 11);
  home.timed("alex/work", "focus", 25, 12, 14).categories = {PrivateText("focus")};
  home.timed("household/family", "Alex: dentist", 23, 9, 10);
  // 3 days of 8 h less a day of leave, 2 h of meeting, 1 h at the dentist: 13 h.
  const auto found = remaining(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].time, (Interval{nov(23, 8), nov(25, 17)}));
  EXPECT_EQ(found[0].load.demand, Hours(16));
  EXPECT_EQ(found[0].load.supply, Hours(13));
  EXPECT_EQ(found[0].id, "freeze");
}

TEST(Crunch, FromCrunchLoadOn) {
  Home home;
  deadline(home, "freeze", date(2026, 11, 27), date(2026, 11, 23), Hours(28));  // 28 / 40 = 0.7
  EXPECT_EQ(remaining(home).size(), 1U);
  home.settings.partners[0].deadlines[0].effort = Hours(28) - Minutes(1);
  EXPECT_TRUE(remaining(home).empty());
}

TEST(Crunch, TheCriticalIntervalIsTheOneOfGreatestLoad) {
  Home home;
  // Alone 6/8 on Friday; together with what began on Monday 26/40 = 0.65.
  deadline(home, "long", date(2026, 11, 27), date(2026, 11, 23), Hours(20));
  deadline(home, "short", date(2026, 11, 27), date(2026, 11, 27), Hours(6));
  auto found = remaining(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].time, (Interval{nov(27), nov(27, 17)}));
  EXPECT_EQ(found[0].deadlines.size(), 1U);
  EXPECT_EQ(found[0].id, "long");  // due at the end of it, the smallest id
}

TEST(Crunch, OneDueAtTheEndIsInside) {
  Home home;
  // What starts on Friday is due on Friday noon; the interval for Friday 17:00 may not begin after the start
  // of what is due then.
  deadline(home, "noon", nov(27, 12), date(2026, 11, 27), Hours(3));
  deadline(home, "evening", date(2026, 11, 27), date(2026, 11, 26), Hours(1));
  const World world = home.world();
  const auto all = crunches(world, PassTimes(world, Pass::confirmed), PartnerIndex::first);
  ASSERT_EQ(all.size(), 1U);  // 3/3 until noon; 4/16 until evening is none
  EXPECT_EQ(all[0].time, (Interval{nov(27), nov(27, 12)}));
}

TEST(Crunch, OfNestedOnesTheGreaterLoadRemains) {
  Home home;
  deadline(home, "a", date(2026, 11, 24), date(2026, 11, 23), Hours(15));  // 15/16
  deadline(home, "b", date(2026, 11, 25), date(2026, 11, 23), Hours(7));   // 22/24: contains it
  deadline(home, "c", date(2026, 12, 1), date(2026, 11, 30), Hours(12));   // apart
  const auto found = remaining(home);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "a");
  EXPECT_EQ(found[1].id, "c");
}

TEST(Crunch, WithoutSupply) {
  Home home;
  deadline(home, "sunday", nov(29, 12), date(2026, 11, 28), Hours(1));
  const auto found = remaining(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].load.value(), std::numeric_limits<double>::infinity());
}

// Where it begins on the way through a day its time is said; a day is named once.
TEST(Crunch, IsExplainedFromTheTimeAtWhichItBegins) {
  const auto explained = [](const EventTime& due, const EventTime& start) {
    Home home;
    Component& todo = home.todo("alex/work", "Paper", due);
    todo.dtstart = start;
    todo.estimated_duration = Hours(40);
    const auto found = test::findings_of(home);
    if (found.size() != 1) return std::to_string(found.size()) + " findings";
    return found[0].explanation.substr(found[0].explanation.find(" free "));
  };
  const auto on = [](int day, int hour) { return test::civil(2026, 12, day, hour); };
  EXPECT_EQ(explained(on(4, 15), on(3, 13)), " free between Thu 3 Dec 13:00 and Fri 4 Dec 15:00.");
  EXPECT_EQ(explained(on(4, 15), date(2026, 12, 3)), " free between Thu 3 Dec and Fri 4 Dec 15:00.");
  EXPECT_EQ(explained(on(3, 17), on(3, 13)), " free on Thu 3 Dec between 13:00 and 17:00.");
  EXPECT_EQ(explained(on(3, 12), date(2026, 12, 3)), " free on Thu 3 Dec before 12:00.");
  EXPECT_EQ(explained(on(4, 0), on(3, 13)), " free on Thu 3 Dec from 13:00 on.");
  EXPECT_EQ(explained(on(4, 0), date(2026, 12, 3)), " free on Thu 3 Dec.");
}

TEST(Crunch, IsExplainedWithNamesTimesAndNumbers) {
  Home home;
  deadline(home, "freeze", date(2026, 11, 25), date(2026, 11, 23), Hours(22));
  home.timed("alex/work", "meeting", test::civil(2026, 11, 25, 9), test::civil(2026, 11, 25, 9, 30));
  const auto found = test::findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].explanation,
            "Alex needs 22 h for 'The freeze' and has 23 h 30 min free before Wed 25 Nov 17:00.");
  EXPECT_EQ(found[0].key, "crunch/alex/freeze");
  EXPECT_EQ(found[0].concerns, std::vector{PartnerIndex::first});
  EXPECT_EQ(found[0].severity, Severity::warning);  // load below 1, the end within 3 days
}

TEST(JointCrunch, IsTheIntersectionOfBoth) {
  Home home;
  deadline(home, "a", date(2026, 11, 25), date(2026, 11, 23), Hours(20));
  deadline(home, "b", date(2026, 11, 26), date(2026, 11, 24), Hours(20), PartnerIndex::second);
  const auto found = test::findings_of(home);
  ASSERT_EQ(test::keys(found),
            (std::vector<std::string>{"crunch/alex/a", "crunch/sam/b", "joint-crunch/a/b"}));
  const auto joint = std::ranges::find(found, "joint-crunch", &Finding::kind);
  EXPECT_EQ(joint->time, (Interval{nov(24), nov(25, 17)}));
  EXPECT_EQ(joint->severity, Severity::warning);
}

TEST(TravelInCrunch, ForEachStretchOfTheOther) {
  Home home;
  deadline(home, "a", date(2026, 11, 25), date(2026, 11, 23), Hours(20));
  home.all_day("sam/work", "x", date(2026, 11, 21), date(2026, 11, 24)).categories = {PrivateText("trip")};
  home.all_day("sam/work", "y", date(2026, 11, 25), date(2026, 11, 27)).categories = {PrivateText("trip")};
  const auto found = test::findings_of(home);
  ASSERT_EQ(test::keys(found), (std::vector<std::string>{"crunch/alex/a", "travel-in-crunch/sam/2026-11-21/a",
                                                         "travel-in-crunch/sam/2026-11-25/a"}));
  const auto travel = std::ranges::find(found, "travel-in-crunch/sam/2026-11-25/a", &Finding::key);
  EXPECT_EQ(travel->time, (Interval{nov(25), nov(25, 17)}));
}

TEST(WeekLoad, IsBusyAndSpreadOverWhatIsLeft) {
  Home home;
  home.timed("alex/work", "meeting", 24, 9, 13);
  home.all_day("alex/work", "off", date(2026, 11, 27), date(2026, 11, 28)).categories = {
      PrivateText("leave")};
  deadline(home, "a", date(2026, 12, 4), date(2026, 11, 23), Hours(20));  // 10 working days: half each week
  const World world = home.world();
  const auto weeks =
      week_loads(world, PassTimes(world, Pass::confirmed), PartnerIndex::first, {nov(23), nov(30)});
  ASSERT_EQ(weeks.size(), 1U);
  EXPECT_EQ(weeks[0].busy, Hours(4));
  EXPECT_DOUBLE_EQ(weeks[0].spread, 10 * 3600);
  EXPECT_EQ(weeks[0].available, Hours(32));
  EXPECT_DOUBLE_EQ(weeks[0].load, 14.0 / 32);
}

}  // namespace
}  // namespace evenkeel
