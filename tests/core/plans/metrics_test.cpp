// Metrics of CONTRACT section 1, counted by hand. Monday 23 November 2026, 08:00; working hours 09:00-17:00.
#include "core/plans/metrics.hpp"

#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

class MetricsTest : public testing::Test {
 protected:
  Metrics measured(Interval within, Instant now) {
    const World world = home.world();
    const Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::left_out);
    return metrics_of({.world = world, .analysis = analysis, .within = within, .now = now});
  }
  Metrics measured(Interval within) { return measured(within, home.now); }
  PartnerMetrics alex(Interval within) { return measured(within).partners[0]; }

  Home home;
  const Interval tuesday{nov(24), nov(25)};
};

// "union of work of kind meeting": what overlaps counts once, private things and unconfirmed ones do not.
TEST_F(MetricsTest, MeetingHours) {
  home.timed("alex/work", "A", 24, 10, 12);
  home.timed("alex/work", "B", 24, 11, 13);
  home.timed("alex/private", "Dentist", 24, 14, 15);
  home.timed("alex/work", "Maybe", 24, 15, 16).status = Status::tentative;
  home.all_day("alex/work", "Fair", date(2026, 11, 24), date(2026, 11, 25));  // kind other
  EXPECT_EQ(alex(tuesday).meeting, Hours(3));
  EXPECT_EQ(alex({nov(24, 12), nov(25)}).meeting, Hours(1)) << "clipped to the range";
}

// "stretches of 2 h or more of working hours free of leave and busy time; focus is free": 9-11 is one,
// 12-13:59 is none, 15-17 is one although focus stands in it.
TEST_F(MetricsTest, FocusHours) {
  home.timed("alex/work", "A", 24, 11, 12);
  home.timed("alex/work", "B", civil(2026, 11, 24, 13, 59), civil(2026, 11, 24, 15));
  home.rule("Deep").kind = Kind::focus;
  home.timed("alex/work", "Deep work", 24, 15, 16);
  EXPECT_EQ(alex(tuesday).focus, Hours(4));
}

// "without the allowance": 17-19 and 8-9.
TEST_F(MetricsTest, AfterHours) {
  home.timed("alex/work", "Late", 24, 16, 19);
  home.timed("alex/work", "Early", 24, 8, 10);
  home.timed("alex/private", "Choir", 24, 20, 22);
  EXPECT_EQ(alex(tuesday).after_hours, Hours(3));
}

TEST_F(MetricsTest, UncoveredWindowsAndDutyShare) {
  Coverage pick_up;
  pick_up.id = "pick-up";
  pick_up.time = {{Hours(15), Hours(16)}};
  pick_up.rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE";
  pick_up.start = date(2026, 11, 23);
  pick_up.who = {PersonId("alex"), PersonId("sam")};
  pick_up.points = 3;
  home.settings.coverages = {pick_up};
  home.timed("alex/work", "A", 24, 15, 16);  // Tuesday: nobody
  home.timed("sam/work", "B", 24, 15, 16);
  home.timed("sam/work", "C", 23, 15, 16);   // Monday: Alex
  home.timed("alex/work", "D", 25, 15, 16);  // Wednesday: Sam
  const Metrics week = measured({nov(23, 8), nov(30)});
  EXPECT_EQ(week.uncovered_windows, 1);
  EXPECT_EQ(week.partners[0].duty_points, 3);
  EXPECT_EQ(week.partners[1].duty_points, 3);
  EXPECT_EQ(measured({nov(25), nov(30)}).uncovered_windows, 0);
}

// "working hours inside the union of reported crunches": a date's deadline of 30 h, due on Friday, begins on
// Monday 08:00 at the earliest: its critical interval holds five working days of 8 h.
TEST_F(MetricsTest, CrunchHours) {
  home.settings.partners[0].deadlines.push_back({.id = "x",
                                                 .title = "X",
                                                 .due = date(2026, 11, 27),
                                                 .start = {},
                                                 .lead = {},
                                                 .effort = Hours(30),
                                                 .progress = 0,
                                                 .alternatives = {}});
  EXPECT_EQ(alex({nov(23, 8), dec(23)}).crunch, Hours(40));
  EXPECT_EQ(alex(tuesday).crunch, Hours(8));
  home.settings.alerts.mute = {"crunch"};
  EXPECT_EQ(alex(tuesday).crunch, Hours(0)) << "a muted kind is not reported";
}

// "VTODOs due in the range: completed not later than due; due before now and not completed"
TEST_F(MetricsTest, Deadlines) {
  home.todo("alex/work", "In time", EventTime(civil(2026, 11, 20, 12))).completed = nov(20, 12);
  home.todo("alex/work", "Late", EventTime(civil(2026, 11, 20, 12))).completed = nov(20, 13);
  home.todo("alex/work", "Missed", EventTime(civil(2026, 11, 20, 12)));
  home.todo("alex/work", "Ahead", EventTime(civil(2026, 11, 24, 12)));
  home.todo("alex/work", "Earlier", EventTime(civil(2026, 11, 2, 12)));
  const PartnerMetrics week = alex({nov(16), nov(30)});
  EXPECT_EQ(week.deadlines_met, 1);
  EXPECT_EQ(week.deadlines_missed, 1);
}

// "instances in the range and before now that exist and were not declined"
TEST_F(MetricsTest, SlotsThatWereHeld) {
  home.settings.routines.resize(2);
  home.settings.routines[0].id = "alignment";
  home.settings.routines[0].with = {PersonId("alex"), PersonId("sam")};
  home.settings.routines[1].id = "spanish";
  home.settings.routines[1].with = {PersonId("sam")};
  auto& placed = home.snapshot.answers.placed;
  placed["slot/alignment/2026-W46"] = nov_span(15, 19, 20);
  placed["slot/alignment/2026-W47"] = nov_span(22, 19, 20);
  placed["slot/alignment/2026-W48"] = nov_span(29, 19, 20);  // ahead
  placed["slot/spanish/2026-W47"] = nov_span(18, 10, 11);
  const Metrics week = measured({nov(16), dec(1)});
  EXPECT_EQ(week.check_ins_held, 1);
  EXPECT_EQ(week.partners[0].learning_kept, 0);
  EXPECT_EQ(week.partners[1].learning_kept, 1);
}

// "meanwhile that partner's occurrences and deadlines do not exist" (DESIGN section 9): nor does what they
// kept.
TEST_F(MetricsTest, NothingIsCountedOfWhoHasPaused) {
  home.settings.routines.resize(1);
  home.settings.routines[0].id = "spanish";
  home.settings.routines[0].with = {PersonId("sam")};
  home.snapshot.answers.placed["slot/spanish/2026-W47"] = nov_span(18, 10, 11);
  home.todo("sam/work", "In time", EventTime(civil(2026, 11, 20, 12))).completed = nov(20, 12);
  EXPECT_EQ(measured({nov(16), dec(1)}).partners[1].learning_kept, 1);
  home.snapshot.paused = {PersonId("sam")};
  const Metrics week = measured({nov(16), dec(1)});
  EXPECT_EQ(week.partners[1].learning_kept, 0);
  EXPECT_EQ(week.partners[1].deadlines_met, 0);
}

TEST_F(MetricsTest, Promises) {
  const auto day = [](unsigned d) { return date(2026, 11, d); };
  home.snapshot.promises = {{"alex", "kept", day(20), day(16), day(19), false},
                            {"alex", "late", day(18), day(16), day(19), false},
                            {"both", "open", std::nullopt, day(17), std::nullopt, false},
                            {"sam", "old", std::nullopt, day(1), day(18), false}};
  const Metrics week = measured({nov(16), nov(23)});
  EXPECT_EQ(week.partners[0].promises_made, 3);
  EXPECT_EQ(week.partners[0].promises_kept, 1);
  EXPECT_EQ(week.partners[1].promises_made, 1);
  EXPECT_EQ(week.partners[1].promises_kept, 1);
}

// 07:00-23:00 is 16 h; working hours take 8, Sam's dinner from 18 to 20 another 2.
TEST_F(MetricsTest, SharedFreeHours) {
  home.timed("sam/private", "Dinner", 24, 18, 20);
  EXPECT_EQ(measured(tuesday).shared_free, Hours(6));
  EXPECT_EQ(measured({nov(28), nov(29)}).shared_free, Hours(16)) << "a Saturday";
}

}  // namespace
}  // namespace evenkeel::test
