// Overrides: RECURRENCE-ID in all its forms (DESIGN section 3).
#include "core/calendar/expand_fixture.hpp"

namespace evenkeel {
namespace {

using namespace test;
using testing::IsEmpty;

class OverridesTest : public ExpandTest {
 protected:
  OverridesTest() { add("20260105T090000", "FREQ=DAILY;COUNT=4"); }
};

TEST_F(OverridesTest, StandInForTheirInstanceHoweverItIsNamed) {  // P79, P80
  for (const char* id : {"20260106T090000", "20260106T140000Z", "Europe/Berlin:20260106T150000",
                         "20260106T140000F", "20260106"}) {
    SCOPED_TRACE(id);
    object.components.resize(1);
    override(id, "Asia/Tokyo:20260107T230500");
    EXPECT_EQ(starts(),
              (List{"20260105T140000Z", "20260107T140000Z", "20260107T140500Z", "20260108T140000Z"}));
    EXPECT_EQ(with_ids()[2], "20260107T140500Z/20260106T140000Z");
  }
}

TEST_F(OverridesTest, MoveIntoTheRangeAndOutOfIt) {
  override("20260106T090000", "20260601T090000");
  EXPECT_EQ(starts("20260106T000000Z", "20260107T000000Z"), List{});
  EXPECT_EQ(starts("20260601T000000Z", "20260602T000000Z"), (List{"20260601T130000Z"}));
}

TEST_F(OverridesTest, LoseAgainstExdate) {  // P83
  override("20260106T090000", "20260106T110000");
  object.components[0].exdates = {time("20260106T090000")};
  EXPECT_EQ(starts(), (List{"20260105T140000Z", "20260107T140000Z", "20260108T140000Z"}));
}

// What is taken out is the whole date, with what was moved from there.
TEST_F(OverridesTest, LoseAgainstAnExdateOfTheirDay) {
  object.components[0].exdates = {time("20260106")};
  override("20260106T090000", "20260106T110000");
  EXPECT_EQ(starts(), (List{"20260105T140000Z", "20260107T140000Z", "20260108T140000Z"}));
  object.components.pop_back();
  override("20260106T150000", "20260106T160000");  // of no instance
  EXPECT_EQ(starts(), (List{"20260105T140000Z", "20260107T140000Z", "20260108T140000Z"}));
}

TEST_F(OverridesTest, StandAloneWithoutTheirInstanceOrMaster) {  // P81
  override("20260206T090000", "20260206T110000");
  EXPECT_EQ(starts().size(), 5U);
  EXPECT_EQ(with_ids().back(), "20260206T160000Z/20260206T140000Z");
  object.components.erase(object.components.begin());
  EXPECT_EQ(starts(), (List{"20260206T160000Z"}));
}

TEST_F(OverridesTest, HaveNoRulesOfTheirOwn) {  // P87
  override("20260106T090000", "20260106T100000").rrules = {"FREQ=DAILY;COUNT=5"};
  EXPECT_EQ(starts().size(), 4U);
}

TEST_F(OverridesTest, MayBeOfAnotherValueType) {
  override("20260106T090000", "20260110");
  EXPECT_EQ(starts().back(), "20260110");
  EXPECT_EQ(with_ids().back(), "20260110/20260106T140000Z");
  object.components.clear();
  add("20260105", "FREQ=DAILY;COUNT=3");
  override("20260106", "20260106T100000");
  EXPECT_EQ(starts(), (List{"20260105", "20260106T150000Z", "20260107"}));
  EXPECT_EQ(with_ids()[1], "20260106T150000Z/20260106");
}

TEST_F(OverridesTest, CountOnceByTheirSequence) {  // P83
  override("20260106T090000", "20260106T110000").sequence = 2;
  override("20260106T140000Z", "20260106T120000").sequence = 1;
  EXPECT_EQ(starts()[1], "20260106T160000Z");
  object.components[2].sequence = 2;
  EXPECT_EQ(starts()[1], "20260106T170000Z");  // the last of equals
  object.components[1].dtstamp = utc(2026, 1, 1);
  EXPECT_EQ(starts()[1], "20260106T160000Z");
  EXPECT_EQ(starts().size(), 4U);
}

TEST_F(OverridesTest, ShiftThisAndTheFuture) {  // P88
  auto& c = override("20260106T090000", "20260106T110000");
  c.this_and_future = true;
  c.duration = NominalDuration{Days{0}, Hours{3}};
  override("20260108T090000", "20260108T080000");
  EXPECT_EQ(starts(), (List{"20260105T140000Z", "20260106T160000Z", "20260107T160000Z", "20260108T130000Z"}));
  EXPECT_EQ(ends(), (List{"20260105T150000Z", "20260106T190000Z", "20260107T190000Z", "20260108T140000Z"}));
  EXPECT_EQ(with_ids()[2], "20260107T160000Z/20260107T140000Z");
  EXPECT_EQ(last.occurrences[2].component, &object.components[1]);
}

TEST_F(OverridesTest, ShiftCivilTimeAndReachBeyondTheRange) {
  object.components.clear();
  add("20260301T090000", "FREQ=WEEKLY;COUNT=4");
  override("20260301T090000", "20260302T100000").this_and_future = true;
  EXPECT_EQ(starts(), (List{"20260302T150000Z", "20260309T140000Z", "20260316T140000Z", "20260323T140000Z"}));
  object.components[1].dtstart = time("20260601T090000");
  EXPECT_EQ(starts("20260601T000000Z", "20260610T000000Z"), (List{"20260601T130000Z", "20260608T130000Z"}));
}

TEST_F(OverridesTest, KeepWhatIsCancelled) {
  override("20260106T090000", "20260106T090000").status = Status::cancelled;
  EXPECT_EQ(starts().size(), 4U);
  EXPECT_EQ(last.occurrences[1].component->status, Status::cancelled);
}

TEST_F(OverridesTest, OfADateMeanTheOnlyInstanceOfThatDate) {
  object.components[0].rrules = {"FREQ=HOURLY;INTERVAL=6;COUNT=6"};
  override("20260106", "20260106T220000");
  EXPECT_EQ(starts().size(), 7U);  // several that day: it stands alone
  EXPECT_EQ(with_ids().back(), "20260107T030000Z/20260106");
}

// A date that means no one instance takes no other's place: 02:00 and 02:45 in Chisinau are midnight UTC and
// 00:45, and midnight UTC is what the date would be as a number.
TEST_F(OverridesTest, OfADateThatMeansNoneLeaveAllInstances) {
  object.components.clear();
  add("Europe/Chisinau:20240129T020000", "FREQ=DAILY;COUNT=2;BYMINUTE=0,45");
  override("20240129", "20240129T100000Z").this_and_future = true;
  EXPECT_EQ(starts("20240101T000000Z"), (List{"20240129T000000Z", "20240129T004500Z", "20240129T100000Z"}));
  object.components.erase(object.components.begin());
  override("20240129T000000Z", "20240129T110000Z");
  EXPECT_EQ(starts("20240101T000000Z"), (List{"20240129T100000Z", "20240129T110000Z"}));
}

// P80: what EXDATE took out cannot be meant.
TEST_F(OverridesTest, OfADateMeanTheInstanceThatExdateLeaves) {
  object.components[0].rrules = {"FREQ=DAILY;BYHOUR=9,15;COUNT=4"};
  object.components[0].exdates = {time("20260105T150000")};
  override("20260105", "20260105T120000");
  EXPECT_EQ(starts(), (List{"20260105T170000Z", "20260106T140000Z", "20260106T200000Z"}));
  EXPECT_EQ(with_ids()[0], "20260105T170000Z/20260105T140000Z");
  // With the other one taken out too there is no telling which of the two it was.
  object.components[0].exdates.push_back(time("20260105T090000"));
  EXPECT_EQ(starts(), (List{"20260105T170000Z", "20260106T140000Z", "20260106T200000Z"}));
  EXPECT_EQ(with_ids()[0], "20260105T170000Z/20260105");
}

// 10:00 of each day takes 24 steps of the rule; each look from its beginning would cost 35,000 of the
// million.
TEST_F(OverridesTest, OfManyDatesCostNoMoreThanThatOfTheLast) {
  object.components.clear();
  add("20200101T100000", "FREQ=HOURLY;BYHOUR=10;COUNT=3000");
  const Date first = date(2024, 1, 1);
  for (int i = 0; i < 300; ++i) {
    const std::string day = text(first + Days{i});
    override(day, day + "T120000");
  }
  EXPECT_EQ(starts("20240101T000000Z", "20250101T000000Z").size(), 366U);
  EXPECT_THAT(last.warnings, IsEmpty());
  EXPECT_EQ(with_ids()[0], "20240101T170000Z/20240101T150000Z");
}

// Every ten seconds of three years are 9.5 million; nobody has to look at those between the dates.
TEST_F(OverridesTest, OfDatesFarApartCostNothingBetweenThem) {
  object.components.clear();
  add("20240101T000000", "FREQ=SECONDLY;INTERVAL=10;COUNT=50000000").duration.reset();
  override("20240102", "20240102T120000");
  override("20240103", "20240103T120000");
  override("20261231", "20261231T120000");
  EXPECT_EQ(starts("20261231T170000Z", "20261231T170010Z").size(), 2U);
  EXPECT_THAT(last.warnings, IsEmpty());
}

// 29 March 2026, 02:00 to 03:00, is no time in Berlin; what is moved by so much on the clock is moved from
// the time that the rule names (RFC 5545 3.8.4.4: by the same difference).
TEST_F(OverridesTest, ShiftWhatTheClockSkipsFromWhereItIsNamed) {
  object.components.clear();
  add("Europe/Berlin:20260322T023000", "FREQ=WEEKLY;COUNT=3");
  override("Europe/Berlin:20260322T023000", "Europe/Berlin:20260322T013000").this_and_future = true;
  EXPECT_EQ(starts(), (List{"20260322T003000Z", "20260329T003000Z", "20260404T233000Z"}));
  EXPECT_EQ(with_ids()[1], "20260329T003000Z/20260329T013000Z");
  object.components[1].dtstart = time("Europe/Berlin:20260322T103000");
  EXPECT_EQ(starts(), (List{"20260322T093000Z", "20260329T083000Z", "20260405T083000Z"}));
}

// However the instance in the gap is written, the series goes on at 10:30 (08:30Z).
TEST_F(OverridesTest, ShiftByTheDifferenceToWhatTheRuleNames) {
  for (const char* id : {"Europe/Berlin:20260329T023000", "20260329T013000Z", "Asia/Tokyo:20260329T103000"}) {
    SCOPED_TRACE(id);
    object.components.clear();
    add("Europe/Berlin:20260322T023000", "FREQ=WEEKLY;COUNT=3");
    override(id, "Europe/Berlin:20260329T103000").this_and_future = true;
    EXPECT_EQ(starts(), (List{"20260322T013000Z", "20260329T083000Z", "20260405T083000Z"}));
  }
}

TEST_F(OverridesTest, ShiftRdatesInTheGapToo) {
  object.components.clear();
  add("Europe/Berlin:20260322T023000").rdates = {time("Europe/Berlin:20260329T023000"),
                                                 time("Europe/Berlin:20260322T023000")};
  override("Europe/Berlin:20260322T023000", "Europe/Berlin:20260322T013000").this_and_future = true;
  EXPECT_EQ(starts(), (List{"20260322T003000Z", "20260329T003000Z"}));
}

}  // namespace
}  // namespace evenkeel
