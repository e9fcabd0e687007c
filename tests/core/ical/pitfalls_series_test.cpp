// PITFALLS 1f, row by row: recurrence and overrides, from calendar text to what exists. New York is UTC-5.
#include "core/ical/pitfalls.hpp"

namespace evenkeel::ical {
namespace {

std::string event_of(std::initializer_list<std::string_view> inner) {
  return "BEGIN:VEVENT\r\nUID:u\r\n" + lines(inner) + "END:VEVENT\r\n";
}

const std::string four_days = event_of({"DTSTART;TZID=America/New_York:20260105T090000", "DURATION:PT1H",
                                        "RRULE:FREQ=DAILY;COUNT=4", "SEQUENCE:1"});

List rows(const std::string& inner) {
  return listing(calendar(inner)).rows;
}

const std::string fifth = "20260105T140000Z/20260105T150000Z";
const std::string sixth = "20260106T140000Z/20260106T150000Z";
const std::string sixth_moved = "20260106T200000Z/20260106T210000Z";
const std::string seventh = "20260107T140000Z/20260107T150000Z";
const std::string eighth = "20260108T140000Z/20260108T150000Z";

TEST(PitfallsP79, AnOverrideIsMatchedByItsInstant) {
  for (const auto* id : {"RECURRENCE-ID:20260106T140000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20260106T150000",
                         "RECURRENCE-ID;TZID=Eastern Standard Time:20260106T090000"}) {
    EXPECT_THAT(rows(four_days + event_of({id, "DTSTART:20260106T200000Z", "DURATION:PT1H"})),
                ElementsAre(fifth, sixth_moved, seventh, eighth))
        << id;
  }
}

TEST(PitfallsP80, ADateNamesTheOnlyInstanceOfThatDay) {
  EXPECT_THAT(rows(four_days + event_of({"RECURRENCE-ID;VALUE=DATE:20260106", "DTSTART:20260106T200000Z",
                                         "DURATION:PT1H"})),
              ElementsAre(fifth, sixth_moved, seventh, eighth));
  EXPECT_THAT(rows(event_of({"DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=2"}) +
                   event_of({"RECURRENCE-ID:20260106T000000", "DTSTART;VALUE=DATE:20260110"})),
              ElementsAre("20260105/20260106", "20260110/20260111"));
}

TEST(PitfallsP81, AnOverrideWithoutMasterStandsAlone) {
  EXPECT_THAT(rows(event_of({"RECURRENCE-ID:20260106T140000Z", "DTSTART:20260106T200000Z", "DURATION:PT1H"})),
              ElementsAre(sixth_moved));
}

TEST(PitfallsP82, AnExdateOfADateTakesOutThatDay) {
  EXPECT_THAT(rows(event_of({"DTSTART;TZID=America/New_York:20260105T090000", "DURATION:PT1H",
                             "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260106,20260108"})),
              ElementsAre(fifth, seventh));
}

TEST(PitfallsP83, ExdateBeatsAnOverrideAndTheHighestSequenceCounts) {
  const std::string moved =
      event_of({"RECURRENCE-ID:20260106T140000Z", "DTSTART:20260106T200000Z", "DURATION:PT1H"});
  const std::string without =
      event_of({"DTSTART;TZID=America/New_York:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3",
                "EXDATE;TZID=America/New_York:20260106T090000", "SEQUENCE:2"});
  EXPECT_THAT(rows(without + moved), ElementsAre(fifth, seventh));
  EXPECT_THAT(rows(without + four_days + moved), ElementsAre(fifth, seventh));  // the newer master
  EXPECT_THAT(rows(four_days + without), ElementsAre(fifth, seventh));
}

// Of one instance the last counts, however each of them names it.
TEST(PitfallsP83, OfOverridesInSeveralFormsTheLast) {
  const auto to = [](std::string_view id, std::string_view start) {
    return event_of({id, start, "DURATION:PT1H"});
  };
  const std::string zoned =
      to("RECURRENCE-ID;TZID=America/New_York:20260106T090000", "DTSTART:20260106T200000Z");
  const std::string utc_form = to("RECURRENCE-ID:20260106T140000Z", "DTSTART:20260106T210000Z");
  const std::string at_nine = "20260106T210000Z/20260106T220000Z";
  EXPECT_THAT(rows(four_days + zoned + utc_form), ElementsAre(fifth, at_nine, seventh, eighth));
  EXPECT_THAT(rows(utc_form + zoned + four_days), ElementsAre(fifth, sixth_moved, seventh, eighth));
  // The one that is kept of two in one form stands where it stood.
  EXPECT_THAT(rows(four_days + zoned + utc_form + zoned), ElementsAre(fifth, sixth_moved, seventh, eighth));
}

// A newer master that cannot be expanded must not take the older one with it.
TEST(PitfallsP83, ABrokenNewerMasterLeavesTheOlder) {
  for (const auto* rule : {"RRULE:FREQ=FOO", "RRULE:RSCALE=HEBREW;FREQ=DAILY"}) {
    const std::string newer = event_of({"DTSTART;TZID=America/New_York:20260105T090000", rule, "SEQUENCE:9"});
    const Listing both = listing(calendar(newer + four_days));
    EXPECT_THAT(both.rows, ElementsAre(fifth, sixth, seventh, eighth)) << rule;
    ASSERT_THAT(both.warnings, testing::Contains(HasSubstr("u: skipped: recurrence rule"))) << rule;
  }
  const std::string seconds_of_dates = event_of({"DTSTART:20260105", "RRULE:FREQ=SECONDLY", "SEQUENCE:9"});
  EXPECT_THAT(rows(seconds_of_dates + four_days), ElementsAre(fifth, sixth, seventh, eighth));
  // With nothing better it is skipped, once.
  const Listing alone = listing(calendar(event_of({"DTSTART:20260105", "RRULE:FREQ=FOO", "SEQUENCE:9"}) +
                                         event_of({"DTSTART:20260105", "RRULE:FREQ=BAR", "SEQUENCE:8"})));
  EXPECT_THAT(alone.rows, IsEmpty());
  EXPECT_THAT(alone.warnings,
              ElementsAre(HasSubstr("older duplicates"), HasSubstr("u: skipped: recurrence rule")));
}

// How a to-do of a series is ticked off: only its state is written.
TEST(PitfallsP81, ATodoWithoutTimesStandsWhereItWas) {
  const auto todo = [](std::initializer_list<std::string_view> inner) {
    return "BEGIN:VTODO\r\nUID:u\r\n" + lines(inner) + "END:VTODO\r\n";
  };
  const std::string daily =
      todo({"DTSTART:20260105T140000Z", "DUE:20260105T150000Z", "RRULE:FREQ=DAILY;COUNT=3"});
  EXPECT_THAT(rows(daily + todo({"RECURRENCE-ID:20260106T140000Z", "STATUS:COMPLETED"})),
              ElementsAre(fifth, "20260106T140000Z/20260106T140000Z", seventh));
  EXPECT_THAT(rows(todo({"DUE:20260105", "RRULE:FREQ=DAILY;COUNT=2"}) +
                   todo({"RECURRENCE-ID;VALUE=DATE:20260106", "STATUS:COMPLETED"})),
              ElementsAre("20260105/20260106", "20260106/20260107"));
}

TEST(PitfallsP84, UntilOfAnotherTypeThanDtstart) {
  for (const auto& [until, count] :
       {std::pair{"20260108", 4U}, std::pair{"20260108T090000", 4U}, std::pair{"20260108T140000Z", 4U},
        std::pair{"20260108T135959Z", 3U}, std::pair{"20260107", 3U}}) {
    const std::string rule = "RRULE:FREQ=DAILY;UNTIL=" + std::string(until);
    EXPECT_EQ(rows(event_of({"DTSTART;TZID=America/New_York:20260105T090000", "DURATION:PT1H", rule})).size(),
              count)
        << until;
  }
}

TEST(PitfallsP85, TheEarlierOfCountAndUntil) {
  const auto with = [](std::string_view rule) {
    return rows(event_of({"DTSTART;TZID=America/New_York:20260105T090000", "DURATION:PT1H", rule})).size();
  };
  EXPECT_EQ(with("RRULE:FREQ=DAILY;COUNT=3;UNTIL=20260131T000000Z"), 3U);
  EXPECT_EQ(with("RRULE:FREQ=DAILY;COUNT=30;UNTIL=20260106T235959Z"), 2U);
}

TEST(PitfallsP86, PeriodsAmongTheRdates) {
  EXPECT_THAT(rows(event_of({"DTSTART:20260105T140000Z", "DURATION:PT1H",
                             "RDATE;VALUE=PERIOD:20260106T140000Z/PT3H,20260107T140000Z/20260107T143000Z"})),
              ElementsAre(fifth, "20260106T140000Z/20260106T170000Z", "20260107T140000Z/20260107T143000Z"));
}

TEST(PitfallsP87, AnOverrideHasNoRule) {
  EXPECT_THAT(
      rows(four_days + event_of({"RECURRENCE-ID:20260106T140000Z", "DTSTART:20260106T200000Z",
                                 "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5", "RDATE:20260201T090000Z"})),
      ElementsAre(fifth, sixth_moved, seventh, eighth));
}

TEST(PitfallsP88, ThisAndFutureMovesTheRest) {
  EXPECT_THAT(
      rows(four_days + event_of({"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20260107T090000",
                                 "DTSTART;TZID=America/New_York:20260107T110000", "DURATION:PT2H"})),
      ElementsAre(fifth, sixth, "20260107T160000Z/20260107T180000Z", "20260108T160000Z/20260108T180000Z"));
}

TEST(PitfallsP92, EndsBeforeStarts) {
  const auto backwards = listing_of({"DTSTART:20260105T140000Z", "DTEND:20260105T130000Z"});
  EXPECT_THAT(backwards.rows, ElementsAre("20260105T140000Z/20260105T140000Z"));
  EXPECT_THAT(backwards.warnings, ElementsAre(HasSubstr("u: the end lies before the start")));
  EXPECT_THAT(listing_of({"DTSTART:20260105T140000Z", "DURATION:-PT2D"}).rows,
              ElementsAre("20260105T140000Z/20260105T140000Z"));
  EXPECT_THAT(listing_of({"DTSTART:20260105T140000Z", "DURATION:PT3H", "DTEND:20260105T150000Z"}).rows,
              ElementsAre(fifth));  // Zimbra writes both: DTEND counts
}

}  // namespace
}  // namespace evenkeel::ical
