// PITFALLS 1e (its last two rows) and 1g, row by row: what is malformed, and what is made to hurt.
//
// Rows that are tested where their code is, or that cannot occur here:
//   P71   no series is ever written: a source has no write port, an own event is single (below)
//   P100  XML: tests/core/dav/multistatus_test.cpp
//   P102  markup is plain text here (below); what makes a page or a mail escapes it there
//   P103  nothing in an event is ever fetched: what names a place to fetch from is not even kept (below)
#include "core/ical/pitfalls.hpp"
#include "core/ical/write.hpp"

#include <ctime>

namespace evenkeel::ical {
namespace {

const std::string neighbour =
    lines({"BEGIN:VEVENT", "UID:good", "DTSTART;VALUE=DATE:20260105", "END:VEVENT"});
const std::string good_row = "20260105/20260106";

TEST(PitfallsP70, XLicErrorIsNeitherReadNorWritten) {
  const auto text = event({"X-LIC-ERROR;X-LIC-ERRORTYPE=VALUE-PARSE-ERROR:No value for SUMMARY property.",
                           "STATUS:NO SUCH THING", "SEQUENCE:many"});
  EXPECT_EQ(only(text), only(event({})));
  EventToWrite odd;
  odd.uid = Uid{"1-2@evenkeel"};
  odd.status = "NO SUCH THING";
  odd.title = "\xFF;:,\\";
  odd.time = DateSpan{date(2026, 1, 5), date(2026, 1, 6)};
  EXPECT_THAT(write(odd), testing::Not(HasSubstr("X-LIC")));
}

TEST(PitfallsP71, AnOwnEventIsSingle) {
  EventToWrite own;
  own.uid = Uid{"1-2@evenkeel"};
  own.time = DateSpan{date(2026, 1, 5), date(2026, 1, 6)};
  for (const auto* name : {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}) {
    EXPECT_THAT(write(own), testing::Not(HasSubstr(name)));
  }
}

TEST(PitfallsP95, WithoutItsEndItIsNoCalendar) {
  const std::string whole = calendar(neighbour);
  EXPECT_THAT(listing(whole).rows, ElementsAre(good_row));
  for (const auto* missing : {"END:VCALENDAR\r\n", "END:VEVENT\r\n"}) {
    std::string cut = whole;
    cut.erase(cut.find(missing), std::string_view(missing).size());
    EXPECT_THAT(listing(cut).error, HasSubstr("cut off")) << missing;
  }
}

TEST(PitfallsP96, APageIsNoCalendar) {
  EXPECT_THAT(listing("<!DOCTYPE html><p>Sign in</p>").error, HasSubstr("web page"));
  EXPECT_THAT(listing("").error, HasSubstr("empty"));
  EXPECT_THAT(listing("\xEF\xBB\xBF" + calendar(neighbour)).rows, ElementsAre(good_row));
}

TEST(PitfallsP97, BytesAreUnfoldedBeforeTheyAreCharacters) {
  EXPECT_EQ(only(event({"SUMMARY:K\xC3", " \xA4se"})).summary, PrivateText{"K\xC3\xA4se"});
  EXPECT_EQ(only(event({"SUMMARY:K\xC3se"})).summary, PrivateText{"K\xEF\xBF\xBDse"});
  EXPECT_EQ(only(event({"SUMMARY:a\x07\x1B[31mb"})).summary, PrivateText{"a[31mb"});
}

TEST(PitfallsP98, RuleBombsEndAndCostOnlyTheirObject) {
  const auto begin = std::clock();
  for (const auto* rule :
       {"RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=31;BYDAY=1MO;BYSETPOS=1",
        "RRULE:FREQ=SECONDLY", "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTHDAY=24", "RRULE:FREQ=YEARLY;INTERVAL=7973;UNTIL=99991231",
        "RRULE:FREQ=DAILY;INTERVAL=99999999999999999999", "RDATE:99991231T235959Z\r\nRRULE:FREQ=YEARLY"}) {
    const auto found = listing(calendar(
        lines({"BEGIN:VEVENT", "UID:bomb", "DTSTART:20260105T090000Z", rule, "END:VEVENT"}) + neighbour));
    EXPECT_TRUE(found.error.empty()) << rule;
    ASSERT_FALSE(found.rows.empty()) << rule;
    EXPECT_EQ(found.rows.back(), good_row) << rule;
    EXPECT_LE(found.rows.size(), 10'001U) << rule;
  }
  EXPECT_LT(std::clock() - begin, 30 * CLOCKS_PER_SEC);  // unguarded: minutes each
}

TEST(PitfallsP98, AnExruleIsIgnoredWithAWarning) {
  const auto found =
      listing_of({"DTSTART:20260105T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "EXRULE:FREQ=DAILY;COUNT=2"});
  EXPECT_EQ(found.rows.size(), 2U);
  EXPECT_THAT(found.warnings, ElementsAre(HasSubstr("EXRULE")));
}

TEST(PitfallsP99, BombsInAVtimezoneCostTheZone) {
  for (const auto* rule :
       {"RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY", "RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY"}) {
    const auto found =
        listing_of({"DTSTART;TZID=Bomb:20260105T090000", "DURATION:PT1H"},
                   lines({"BEGIN:VTIMEZONE", "TZID:Bomb", "BEGIN:STANDARD", "DTSTART:16010101T000000", rule,
                          "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"}));
    EXPECT_THAT(found.rows, ElementsAre("20260105T090000Z/20260105T100000Z")) << rule;
    EXPECT_EQ(found.warnings.size(), 2U) << rule;  // of the VTIMEZONE, and of the name without one
  }
}

TEST(PitfallsP101, ATitleCannotBeginALine) {
  EventToWrite e;
  e.uid = Uid{"1-2@evenkeel"};
  e.title = "x\rATTENDEE:mailto:y@example.org\r\nBEGIN:VALARM\n\x01z";
  e.time = DateSpan{date(2026, 1, 5), date(2026, 1, 6)};
  const auto back = only(write(e), {{}, true});
  EXPECT_EQ(back.summary, PrivateText{"x\nATTENDEE:mailto:y@example.org\nBEGIN:VALARM\nz"});
  EXPECT_EQ(back.attendee_count, 0U);
}

TEST(PitfallsP102, MarkupIsPlainTextBothWays) {
  const std::string title = "<img src=x onerror=\"alert(1)\">&amp; javascript:x";
  EventToWrite e;
  e.uid = Uid{"1-2@evenkeel"};
  e.title = title;
  e.time = DateSpan{date(2026, 1, 5), date(2026, 1, 6)};
  EXPECT_THAT(write(e), testing::Not(HasSubstr("ALT")));  // no X-ALT-DESC, no ALTREP
  EXPECT_EQ(only(write(e)).summary, PrivateText{title});
}

TEST(PitfallsP103, WhatCouldBeFetchedIsNotKept) {
  EXPECT_EQ(
      only(event({"ATTACH:file:///etc/passwd", "URL:http://169.254.169.254/", "IMAGE:http://x.example/",
                  "CONFERENCE;VALUE=URI:http://x.example/", "DESCRIPTION;ALTREP=\"http://x.example/\":x",
                  "BEGIN:VALARM", "ATTACH:ftp://x.example/", "END:VALARM"})),
      only(event({})));
}

// RFC 5545 3.6.1: these "MUST NOT occur more than once".
TEST(PitfallsMalformed, OfPropertiesThatMayStandOnceTheFirstCounts) {
  const Component c =
      only(event({"STATUS:TENTATIVE", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE",
                  "CLASS:PRIVATE", "CLASS:PUBLIC", "SEQUENCE:1", "SEQUENCE:2", "SUMMARY:a", "SUMMARY:b",
                  "DTSTAMP:20260101T000000Z", "DTSTAMP:20260102T000000Z"}));
  EXPECT_EQ(c.status, Status::tentative);
  EXPECT_EQ(c.transp, Transp::transparent);
  EXPECT_EQ(c.classification, Classification::private_);
  EXPECT_EQ(c.sequence, 1);
  EXPECT_EQ(c.summary, PrivateText{"a"});
  EXPECT_EQ(c.dtstamp, utc(2026, 1, 1));
}

TEST(PitfallsMalformed, AnEndThatCannotBeReadIsMadeUpForByADuration) {
  for (const auto* end : {"DTEND:", "DTEND:tomorrow"}) {
    const Listing one = listing_of({"DTSTART:20260105T090000Z", end, "DURATION:PT1H"});
    EXPECT_THAT(one.rows, ElementsAre("20260105T090000Z/20260105T100000Z")) << end;
    EXPECT_THAT(one.warnings, ElementsAre(HasSubstr("u: DTEND cannot be read"))) << end;
    EXPECT_THAT(listing_of({"DTSTART:20260105T090000Z", end}).rows, IsEmpty()) << end;
  }
}

TEST(PitfallsMalformed, ASeriesOfTodosWithoutTimesIsSaid) {
  const Listing one = listing(calendar(lines({"BEGIN:VTODO", "UID:u", "RRULE:FREQ=DAILY", "END:VTODO"})));
  EXPECT_THAT(one.rows, IsEmpty());
  EXPECT_THAT(one.warnings, ElementsAre(HasSubstr("u: skipped: it recurs, but has neither")));
}

TEST(PitfallsP97, WhatIsLeftOutOfAListManyTimesIsSaidOnce) {
  const Listing all = listing_of({"DTSTART:20260105T100000Z", "RDATE:soon,20260106T100000Z,later",
                                  "EXDATE:never,often,20260105T100000Z,20261301T100000Z", "EXDATE:x"});
  EXPECT_THAT(all.rows, ElementsAre("20260106T100000Z/20260106T100000Z"));
  EXPECT_THAT(all.warnings, ElementsAre("u: a value of RDATE cannot be read and was left out",
                                        "u: a value of EXDATE cannot be read and was left out"));
}

}  // namespace
}  // namespace evenkeel::ical
