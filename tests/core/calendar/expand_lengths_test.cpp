// Lengths, all-day and floating times, to-dos, and the edges of the range (DESIGN section 3).
#include "core/calendar/expand_fixture.hpp"

namespace evenkeel {
namespace {

using namespace test;

TEST_F(ExpandTest, GivesDtendExactlyAndDaysOfADurationNominally) {
  auto& exact = add("20260306T090000", "FREQ=DAILY;INTERVAL=2;COUNT=2");
  exact.duration.reset();
  exact.dtend = time("20260307T090000");
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260307T140000Z", "20260309T130000Z"}));
  object.components.clear();
  add("20260306T090000", "FREQ=DAILY;COUNT=2").duration = NominalDuration{Days{1}, Seconds{0}};
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260307T140000Z", "20260308T130000Z"}));
  object.components.clear();
  add("20260307T090000").duration = NominalDuration{Days{0}, Hours{24}};
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260308T140000Z"}));
}

TEST_F(ExpandTest, PrefersDtendAndKnowsNoNegativeTime) {  // P92
  auto& c = add("20260105T090000");
  c.dtend = time("20260105T110000");
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260105T160000Z"}));
  c.dtend = time("20260105T080000");
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260105T140000Z"}));
  EXPECT_EQ(last.warnings.size(), 1U);
  c.dtend.reset();
  c.duration = NominalDuration{Days{0}, Hours{-2}};
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260105T140000Z"}));
  EXPECT_EQ(last.warnings.size(), 1U);
  c.duration.reset();
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260105T140000Z"}));
  EXPECT_TRUE(last.warnings.empty());
}

TEST_F(ExpandTest, LetsAllDayThingsLastADayAtLeast) {  // P91
  auto& c = add("20260105");
  for (const auto& [end, expected, warnings] :
       {std::tuple{"", "20260106", 0U}, std::tuple{"20260105", "20260106", 0U},
        std::tuple{"20260103", "20260106", 1U}, std::tuple{"20260108", "20260108", 0U}}) {
    c.dtend.reset();
    if (*end != '\0') c.dtend = time(end);
    (void)starts();
    EXPECT_EQ(ends(), (List{expected})) << end;
    EXPECT_EQ(last.warnings.size(), warnings) << end;
  }
}

TEST_F(ExpandTest, PlacesDatesAndFloatingTimesWithTheOwner) {  // P90
  owner = zones.named("Asia/Tokyo");
  add("20260105");
  EXPECT_EQ(starts("20260104T150000Z", "20260104T150001Z"), (List{"20260105"}));
  EXPECT_EQ(last.occurrences[0].time, (Interval{utc(2026, 1, 4, 15), utc(2026, 1, 5, 15)}));
  EXPECT_FALSE(last.occurrences[0].recurrence_id);
  EXPECT_TRUE(starts("20260104T140000Z", "20260104T150000Z").empty());
  EXPECT_TRUE(starts("20260105T150000Z", "20260105T160000Z").empty());
  object.components.clear();
  add("20260105T090000F");
  EXPECT_EQ(starts(), (List{"20260105T000000Z"}));
}

TEST_F(ExpandTest, RespectsTheHalfOpenRange) {
  add("20260105T090000");  // 14:00-15:00Z
  EXPECT_EQ(starts("20260105T145959Z", "20260105T200000Z").size(), 1U);
  EXPECT_TRUE(starts("20260105T150000Z", "20260105T200000Z").empty());
  EXPECT_TRUE(starts("20260105T130000Z", "20260105T140000Z").empty());
  object.components[0].duration.reset();
  EXPECT_EQ(starts("20260105T140000Z", "20260105T200000Z").size(), 1U);
  EXPECT_TRUE(starts("20260105T130000Z", "20260105T140000Z").empty());
}

TEST_F(ExpandTest, FindsLongInstancesThatBeganBeforeTheRange) {
  add("20240101T090000", "FREQ=MONTHLY").duration = NominalDuration{Days{70}, Seconds{0}};
  EXPECT_EQ(starts("20260115T000000Z", "20260115T000001Z"),
            (List{"20251201T140000Z", "20260101T140000Z"}));  // 1 November + 70 days is 10 January
}

TEST_F(ExpandTest, ExpandsTodosOnlyWhenAsked) {
  auto& c = add("20260105T090000", "FREQ=DAILY;COUNT=2");
  c.kind = ComponentKind::todo;
  EXPECT_TRUE(starts().empty());
  EXPECT_EQ(starts("20260101T000000Z", "20270101T000000Z", true),
            (List{"20260105T140000Z", "20260106T140000Z"}));
  c.dtstart.reset();
  c.rrules.clear();
  c.dtend = time("20260301T120000Z");
  EXPECT_EQ(starts("20260101T000000Z", "20270101T000000Z", true), (List{"20260301T120000Z"}));
  c.dtend.reset();
  EXPECT_TRUE(starts("20260101T000000Z", "20270101T000000Z", true).empty());
  EXPECT_TRUE(last.warnings.empty());
}

TEST_F(ExpandTest, SurvivesHostileNumbers) {
  auto& c = add("99990101T090000", "FREQ=DAILY");
  c.duration = NominalDuration{Days{INT64_MAX / 200'000}, Seconds{0}};
  EXPECT_TRUE(starts().empty());
  object.components.clear();
  auto& old = add("00010101T090000", "FREQ=YEARLY;INTERVAL=99999999999");
  old.duration = NominalDuration{Days{99'999'999}, Hours{99'999'999}};
  EXPECT_EQ(starts().size(), 1U);
}

// A time as the end of dates: the day that it lies in is one of them, as with the end of a period and a
// DURATION of hours; midnight is none.
TEST_F(ExpandTest, CountsTheDayInWhichAnAllDayThingEnds) {
  auto& c = add("20260105");
  for (const auto& [end, expected, warnings] :
       {std::tuple{"20260107T120000", "20260108", 0U}, std::tuple{"20260107T000000", "20260107", 0U},
        std::tuple{"20260104T230000", "20260106", 1U}}) {
    c.dtend = time(end);
    c.rdates.clear();
    (void)starts();
    EXPECT_EQ(ends(), (List{expected})) << end;
    EXPECT_EQ(last.warnings.size(), warnings) << end;
    c.dtend.reset();
    c.rdates = {RDatePeriod{time("20260105"), time(end)}};
    (void)starts();
    EXPECT_EQ(ends(), (List{expected})) << end;
    EXPECT_EQ(last.warnings.size(), warnings) << end;
  }
  c.rdates.clear();
  c.duration = NominalDuration{Days{0}, -Hours{1}};
  (void)starts();
  EXPECT_EQ(ends(), (List{"20260106"}));
  EXPECT_EQ(last.warnings.size(), 1U);
}

}  // namespace
}  // namespace evenkeel
