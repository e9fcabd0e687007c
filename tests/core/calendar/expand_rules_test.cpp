// RRULE, RDATE, EXDATE, UNTIL and COUNT of a master (DESIGN section 3). New York is UTC-5, in summer UTC-4;
// in 2026 from 8 March to 1 November.
#include "core/calendar/expand_fixture.hpp"

namespace evenkeel {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(ExpandTest, KeepsTheCivilTimeOverAChange) {
  add("20260306T090000", "FREQ=DAILY;COUNT=4");
  EXPECT_EQ(starts(), (List{"20260306T140000Z", "20260307T140000Z", "20260308T130000Z", "20260309T130000Z"}));
  EXPECT_EQ(with_ids()[2], "20260308T130000Z/20260308T130000Z");
}

TEST_F(ExpandTest, ReadsGapsWithTheOffsetBeforeAndOverlapsAsTheFirst) {  // P93
  add("20260307T023000", "FREQ=DAILY;COUNT=3");
  EXPECT_EQ(starts(), (List{"20260307T073000Z", "20260308T073000Z", "20260309T063000Z"}));
  object.components.clear();
  add("20261031T013000", "FREQ=DAILY;COUNT=3");
  EXPECT_EQ(starts(), (List{"20261031T053000Z", "20261101T053000Z", "20261102T063000Z"}));
}

TEST_F(ExpandTest, CountsAnInstanceOfTheGapOnceInHourlyRules) {
  add("20260308T003000", "FREQ=HOURLY;COUNT=5");  // 00:30 01:30 (02:30) 03:30 04:30
  EXPECT_EQ(starts(), (List{"20260308T053000Z", "20260308T063000Z", "20260308T073000Z", "20260308T083000Z"}));
  object.components.clear();
  add("20261101T003000", "FREQ=HOURLY;COUNT=4");  // the second 01:30 is no civil time of its own
  EXPECT_EQ(starts(), (List{"20261101T043000Z", "20261101T053000Z", "20261101T073000Z", "20261101T083000Z"}));
}

TEST_F(ExpandTest, TakesDtstartForAnInstanceOnlyWhenItsRuleYieldsIt) {
  add("20260107T090000", "FREQ=WEEKLY;BYDAY=MO;COUNT=2");
  EXPECT_EQ(starts(), (List{"20260112T140000Z", "20260119T140000Z"}));
  object.components[0].rdates = {time("20260108T090000")};
  EXPECT_EQ(starts(), (List{"20260108T140000Z", "20260112T140000Z", "20260119T140000Z"}));
  object.components[0].rrules.clear();
  EXPECT_EQ(starts(), (List{"20260107T140000Z", "20260108T140000Z"}));
}

TEST_F(ExpandTest, IncludesWhatUntilNames) {  // P84
  for (const auto& [until, count] :
       {std::pair{"20260108", 4U}, std::pair{"20260108T090000", 4U}, std::pair{"20260108T140000Z", 4U},
        std::pair{"20260108T135959Z", 3U}, std::pair{"20260108T085959", 3U}, std::pair{"20260107", 3U}}) {
    object.components.clear();
    add("20260105T090000", std::string("FREQ=DAILY;UNTIL=") + until);
    EXPECT_EQ(starts().size(), count) << until;
  }
  object.components.clear();
  add("20260105", "FREQ=DAILY;UNTIL=20260107T235959Z");
  EXPECT_EQ(starts(), (List{"20260105", "20260106", "20260107"}));
  object.components.clear();
  add("20260305T090000", "FREQ=DAILY;UNTIL=20260309T130000Z");  // the last one, across the change
  EXPECT_EQ(starts().size(), 5U);
}

TEST_F(ExpandTest, TakesTheEarlierOfCountAndUntil) {  // P85
  add("20260105T090000", "FREQ=DAILY;COUNT=3;UNTIL=20260131");
  EXPECT_EQ(starts().size(), 3U);
  object.components[0].rrules = {"FREQ=DAILY;COUNT=30;UNTIL=20260106"};
  EXPECT_EQ(starts().size(), 2U);
}

TEST_F(ExpandTest, AddsUpSeveralRulesAndDates) {
  auto& c = add("20260105T090000", "FREQ=WEEKLY;COUNT=2");
  c.rrules.emplace_back("FREQ=DAILY;INTERVAL=7;COUNT=3");
  c.rdates = {time("20251230T090000"), time("20260105T140000Z"), time("Europe/Berlin:20260106T090000"),
              time("20260107")};
  EXPECT_EQ(starts("20251201T000000Z"), (List{"20251230T140000Z", "20260105T140000Z", "20260106T080000Z",
                                              "20260107T140000Z", "20260112T140000Z", "20260119T140000Z"}));
}

TEST_F(ExpandTest, ReadsPeriodsWithTheirOwnLength) {  // P86
  auto& c = add("20260105T090000");
  c.rdates = {RDatePeriod{time("20260106T090000"), NominalDuration{Days{0}, Hours{3}}},
              RDatePeriod{time("20260107T090000"), time("20260107T093000")},
              RDatePeriod{time("20260105T090000"), NominalDuration{Days{0}, Hours{2}}}};
  EXPECT_EQ(starts(), (List{"20260105T140000Z", "20260106T140000Z", "20260107T140000Z"}));
  EXPECT_EQ(ends(), (List{"20260105T160000Z", "20260106T170000Z", "20260107T143000Z"}));
}

TEST_F(ExpandTest, TakesOutExdatesOfEveryForm) {  // P79, P82
  auto& c = add("20260105T200000", "FREQ=DAILY;COUNT=6");
  c.exdates = {time("20260105T200000"), time("20260107T010000Z"), time("20260107"),
               time("Europe/Berlin:20260109T020000"), time("20260201")};
  EXPECT_EQ(starts(), (List{"20260110T010000Z", "20260111T010000Z"}));
  object.components.clear();
  auto& days = add("20260105", "FREQ=DAILY;COUNT=5");
  days.exdates = {time("20260105"), time("20260106T000000F"), time("20260107T000000Z"),
                  time("20260108T000000")};
  EXPECT_EQ(starts(), (List{"20260109"}));
}

// Samoa had no 30 December 2011: its clocks went from UTC-10 to UTC+14 at the end of the 29th. By the offset
// before that gap, 10:00 on that date is the instant at which the 31st has 10:00 (RFC 5545 3.3.5), so the two
// are one, on the 31st.
TEST_F(ExpandTest, ADateThatAZoneLeftOutHasNoInstanceToTakeOut) {
  Component& c = add("Pacific/Apia:20111228T100000", "FREQ=DAILY;COUNT=5");
  const std::vector<std::string> all{"20111228T200000Z", "20111229T200000Z", "20111230T200000Z",
                                     "20111231T200000Z"};
  EXPECT_EQ(starts("20111201T000000Z", "20120201T000000Z"), all);
  c.exdates = {time("20111230")};
  EXPECT_EQ(starts("20111201T000000Z", "20120201T000000Z"), all);
  c.exdates = {time("20111231")};
  EXPECT_EQ(starts("20111201T000000Z", "20120201T000000Z"),
            (std::vector<std::string>{"20111228T200000Z", "20111229T200000Z", "20111231T200000Z"}));
}

TEST_F(ExpandTest, SkipsASeriesWhoseRuleIsBroken) {
  add("20260105T090000", "FREQ=DAILY;INTERVAL=0");
  override("20260106T090000", "20260106T100000");
  EXPECT_EQ(starts(), (List{"20260106T150000Z"}));
  ASSERT_EQ(last.warnings.size(), 1U);
  EXPECT_EQ(last.warnings[0].about, "u");
  EXPECT_THAT(last.warnings[0].text, testing::HasSubstr("INTERVAL"));
  object.components[0].rrules = {"RSCALE=HEBREW;FREQ=YEARLY"};
  EXPECT_EQ(starts().size(), 1U);
  EXPECT_THAT(last.warnings[0].text, testing::HasSubstr("RSCALE"));
}

TEST_F(ExpandTest, WarnsOfExruleAndUnknownZones) {
  auto& c = add("Nowhere/At_All:20260105T090000", "FREQ=DAILY;COUNT=2");
  c.exrules = {"FREQ=DAILY"};
  EXPECT_EQ(starts(), (List{"20260105T090000Z", "20260106T090000Z"}));
  EXPECT_EQ(last.warnings.size(), 2U);
}

TEST_F(ExpandTest, CutsAnObjectAtItsBudget) {  // P98
  add("20260105T090000", "FREQ=SECONDLY");
  EXPECT_EQ(starts().size(), 10'000U);
  ASSERT_EQ(last.warnings.size(), 1U);
  EXPECT_THAT(last.warnings[0].text, testing::HasSubstr("cut"));
}

TEST_F(ExpandTest, CountsWhatSeveralRulesNameOnce) {
  add("20260105T090000", "FREQ=DAILY;BYHOUR=9,10,11").rrules.emplace_back("FREQ=HOURLY;BYHOUR=9,10,11");
  SourceBudget budget;
  const ExpandOptions options{&zones, owner, {utc(2026, 1, 1), utc(2034, 1, 1)}, false};
  const auto expansion = expand(object, options, budget);
  const auto days = (date(2034, 1, 1) - date(2026, 1, 5)).count();  // to UTC midnight: 19:00 of the last day
  EXPECT_EQ(expansion.occurrences.size(), 3U * static_cast<std::size_t>(days));
  EXPECT_EQ(budget.occurrences, 500'000U - expansion.occurrences.size());
  EXPECT_TRUE(expansion.warnings.empty());
}

// 02:30 does not exist on 8 March and is 03:30 then, which is what the second rule names.
TEST_F(ExpandTest, KnowsAnInstanceThatTheClockMovedOntoAnother) {
  auto& c = add("20260307T023000", "FREQ=DAILY;COUNT=2");
  c.rrules.emplace_back("FREQ=DAILY;BYHOUR=3;COUNT=2");
  const List all{"20260307T073000Z", "20260307T083000Z", "20260308T073000Z"};
  EXPECT_EQ(starts(), all);
  object.components[0].rrules[0] = "FREQ=DAILY;UNTIL=20260308T072959Z";
  EXPECT_EQ(starts(), all);
}

TEST_F(ExpandTest, GivesTheSameOneAfterTheOther) {
  std::vector<CalendarObject> objects;
  for (const char* rule : {"FREQ=DAILY;COUNT=3", "", "FREQ=WEEKLY;COUNT=2", "FREQ=DAILY;COUNT=3", "FREQ=X"}) {
    object.components.clear();
    add(objects.size() % 2 == 0 ? "20260105T090000" : "20260105", rule);
    objects.push_back(object);
  }
  const ExpandOptions options{&zones, owner, {utc(2026, 1, 1), utc(2027, 1, 1)}, false};
  Expander expander(options);
  for (const auto& one : objects) {
    SourceBudget budget;
    SourceBudget own;
    const auto& together = expander.expand(one, budget);
    const auto alone = expand(one, options, own);
    EXPECT_EQ(together.warnings, alone.warnings);
    ASSERT_EQ(together.occurrences.size(), alone.occurrences.size());
    for (std::size_t i = 0; i < alone.occurrences.size(); ++i) {
      EXPECT_EQ(together.occurrences[i].time, alone.occurrences[i].time);
      EXPECT_EQ(together.occurrences[i].component, alone.occurrences[i].component);
    }
  }
}

TEST_F(ExpandTest, CutsASourceAtItsBudget) {
  add("20260105T090000", "FREQ=DAILY;COUNT=10");
  SourceBudget budget{1000, 12};
  const ExpandOptions options{&zones, owner, {utc(2026, 1, 1), utc(2027, 1, 1)}, false};
  EXPECT_EQ(expand(object, options, budget).occurrences.size(), 10U);
  EXPECT_EQ(budget.occurrences, 2U);
  EXPECT_EQ(budget.steps, 990U);
  const auto second = expand(object, options, budget);
  EXPECT_EQ(second.occurrences.size(), 2U);
  EXPECT_EQ(second.warnings.size(), 1U);
}

}  // namespace
}  // namespace evenkeel
