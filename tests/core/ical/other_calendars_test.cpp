// Components of one UID out of several VCALENDARs: each means the VTIMEZONEs of its own (RFC 5545 3.2.19,
// DESIGN section 3).
#include "core/calendar/same_uid.hpp"
#include "core/ical/pitfalls.hpp"

namespace evenkeel::ical {
namespace {

const std::string master = lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Custom:20260105T100000",
                                  "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT"});
const std::string moved =
    lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:20260106T090000Z", "DTSTART;TZID=Custom:20260106T120000",
           "RDATE;TZID=Custom:20260301T120000", "END:VEVENT"});
const std::string first = calendar(always("Custom", "+0100") + master);
const std::string second = calendar(always("Custom", "+0500") + moved);
const List each_in_its_own{"20260105T090000Z/20260105T090000Z", "20260106T070000Z/20260106T070000Z"};

CalendarObject object_of(const std::string& text) {
  auto result = read(text, {});
  return std::move(result->objects.at(0));
}

/// What is shown of all of them, each a file of a directory.
List rows_of_files(std::initializer_list<std::string> texts) {
  CalendarObject all = object_of(*texts.begin());
  for (const auto* text = texts.begin() + 1; text != texts.end(); ++text) absorb(all, object_of(*text));
  (void)leave_one_of_each(all);
  Zones zones{test::tzdata};
  SourceBudget budget;
  const auto expansion =
      expand(all, {&zones, zones.named("Europe/London"), {utc(2026, 1, 1), utc(2028, 1, 1)}, true}, budget);
  List rows;
  for (const auto& o : expansion.occurrences) rows.push_back(test::text(o.time.start));
  for (const auto& w : expansion.warnings) rows.push_back(w.text);
  return rows;
}

TEST(OtherCalendars, ZonesOfOneNameAreTold) {
  EXPECT_EQ(listing(first + second).rows, each_in_its_own);
  EXPECT_EQ(listing(first + second).warnings, List{});
  EXPECT_EQ(rows_of_files({first, second}), (List{"20260105T090000Z", "20260106T070000Z"}));
  // Whichever comes first, and when there are more of them.
  EXPECT_EQ(rows_of_files({second, first}), (List{"20260105T090000Z", "20260106T070000Z"}));
  EXPECT_EQ(rows_of_files({first, second,
                           calendar(always("Custom", "+0300") +
                                    lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:20260301T000000Z",
                                           "DTSTART;TZID=Custom:20260301T120000", "END:VEVENT"}))}),
            (List{"20260105T090000Z", "20260106T070000Z", "20260301T090000Z"}));
}

TEST(OtherCalendars, ZonesOfOneContentAreOne) {
  CalendarObject all = object_of(first);
  absorb(all, object_of(calendar(always("Custom", "+0100") + moved)));
  ASSERT_EQ(all.timezones.size(), 1U);
  EXPECT_EQ(std::get<ZonedTime>(*all.components.at(1).dtstart).tzid, TzId{"Custom"});
}

// London is where what is known by no name is read.
TEST(OtherCalendars, AZoneThatDidNotComeAlongIsNotBorrowed) {
  const List rows{"20260105T090000Z", "20260106T120000Z", "unknown TZID \"Custom\", read in Europe/London"};
  EXPECT_EQ(rows_of_files({first, calendar(moved)}), rows);
  EXPECT_EQ(rows_of_files({calendar(moved), first}), rows);
}

TEST(OtherCalendars, NamesThatAreKnownStayKnown) {
  const auto in_paris = [](std::string_view offset, std::string_view lines_of_it) {
    return calendar(always("Europe/Paris", offset) + "BEGIN:VEVENT\r\nUID:u\r\n" + std::string(lines_of_it) +
                    "\r\nEND:VEVENT\r\n");
  };
  const auto rows = rows_of_files(
      {in_paris("+0100", "DTSTART;TZID=Europe/Paris:20260105T100000\r\nRRULE:FREQ=DAILY;COUNT=2"),
       in_paris("+0700", "RECURRENCE-ID:20260106T090000Z\r\nDTSTART;TZID=Europe/Paris:20260106T120000")});
  ASSERT_GE(rows.size(), 2U);
  EXPECT_EQ((List{rows[0], rows[1]}), (List{"20260105T090000Z", "20260106T110000Z"}));
}

TEST(OtherCalendars, XWrTimezoneMayNameAVtimezone) {
  const std::string inner =
      "X-WR-TIMEZONE:Mine\r\n" + always("Mine", "+0300") +
      lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Custom:20260105T100000", "END:VEVENT"});
  const Listing all = listing(calendar(inner));
  EXPECT_THAT(all.rows, ElementsAre("20260105T070000Z/20260105T070000Z"));
  EXPECT_THAT(all.warnings, IsEmpty());
  const auto pieces = split(calendar(inner));
  ASSERT_TRUE(pieces && pieces->pieces.size() == 1);
  EXPECT_EQ(listing(pieces->pieces[0].text).rows, all.rows);
}

TEST(OtherCalendars, APieceKeepsThemApart) {
  const auto pieces = split(first + second);
  ASSERT_TRUE(pieces && pieces->pieces.size() == 1);
  EXPECT_EQ(listing(pieces->pieces[0].text).rows, each_in_its_own);
}

const auto in_calendar_of = [](std::string_view zone, const std::string& inner) {
  return calendar((zone.empty() ? "" : "X-WR-TIMEZONE:" + std::string(zone) + "\r\n") + inner);
};
const std::string first_of_foo = lines(
    {"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Foo:20260105T100000", "RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT"});
const std::string moved_in_foo =
    lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:20260106T090000Z", "DTSTART;TZID=Foo:20260106T200000",
           "EXDATE;TZID=Asia/Seoul:20260106T200000", "END:VEVENT"});

// Nobody knows Foo: it is 09:00Z for 10:00 in Berlin, 11:00Z for 20:00 in Tokyo.
TEST(OtherCalendars, XWrTimezoneIsOfItsOwnCalendarAlone) {
  const std::string berlin = in_calendar_of("Europe/Berlin", first_of_foo);
  const std::string tokyo = in_calendar_of("Asia/Tokyo", moved_in_foo);
  const List rows{"20260105T090000Z", "20260106T110000Z"};
  EXPECT_EQ(rows_of_files({berlin, tokyo}), rows);
  EXPECT_EQ(rows_of_files({tokyo, berlin}), rows);
  EXPECT_EQ(listing(berlin + tokyo).rows,
            (List{"20260105T090000Z/20260105T090000Z", "20260106T110000Z/20260106T110000Z"}));
  const auto pieces = split(berlin + tokyo);
  ASSERT_TRUE(pieces && pieces->pieces.size() == 1);
  EXPECT_EQ(listing(pieces->pieces[0].text).rows, listing(berlin + tokyo).rows);
}

// London is the owner's.
TEST(OtherCalendars, ACalendarWithoutXWrTimezoneBorrowsNone) {
  const std::string none = in_calendar_of("", moved_in_foo);
  const std::string berlin = in_calendar_of("Europe/Berlin", first_of_foo);
  const List rows{"20260105T090000Z", "20260106T200000Z", "unknown TZID \"Foo\", read in Europe/London"};
  EXPECT_EQ(rows_of_files({berlin, none}), rows);
  EXPECT_EQ(rows_of_files({none, berlin}), rows);
}

TEST(OtherCalendars, XWrTimezonesOfSeveralMayNameVtimezonesOfOneName) {
  const std::string one = in_calendar_of("Mine", always("Mine", "+0100") + first_of_foo);
  const std::string other = in_calendar_of("Mine", always("Mine", "+0500") + moved_in_foo);
  const List rows{"20260105T090000Z", "20260106T150000Z"};
  EXPECT_EQ(rows_of_files({one, other}), rows);
  EXPECT_EQ(rows_of_files({other, one}), rows);
}

// Files that were put together out of several themselves.
TEST(OtherCalendars, XWrTimezonesStayWhereTheyBelongOverTwoSteps) {
  const std::string later = lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:20260301T000000Z",
                                   "DTSTART;TZID=Foo:20260301T120000", "END:VEVENT"});
  const List rows{"20260105T090000Z", "20260106T110000Z", "20260301T170000Z"};
  const std::string berlin = in_calendar_of("Europe/Berlin", first_of_foo);
  const std::string tokyo = in_calendar_of("Asia/Tokyo", moved_in_foo);
  const std::string new_york = in_calendar_of("America/New_York", later);
  EXPECT_EQ(rows_of_files({berlin, tokyo + new_york}), rows);
  EXPECT_EQ(rows_of_files({tokyo + new_york, berlin}), rows);
  EXPECT_EQ(rows_of_files({new_york + berlin, tokyo}), rows);
}

// An event of March 2026 in "Custom", with its VTIMEZONE or without.
std::string of_march(std::string_view day, std::string_view offset = "") {
  const std::string at = "202603" + std::string(day);
  return calendar((offset.empty() ? "" : always("Custom", offset)) +
                  lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:" + at + "T000000Z",
                         "DTSTART;TZID=Custom:" + at + "T120000", "END:VEVENT"}));
}

// Three VTIMEZONEs of one name, of which the last two came in one file.
TEST(OtherCalendars, ZonesOfOneNameStayApartOverTwoSteps) {
  const std::string both = of_march("02", "+0200") + of_march("03", "+0300");
  const List rows{"20260301T110000Z", "20260302T100000Z", "20260303T090000Z"};
  EXPECT_EQ(rows_of_files({of_march("01", "+0100"), both}), rows);
  EXPECT_EQ(rows_of_files({both, of_march("01", "+0100")}), rows);
}

// A zone of the same content is one with that of the first file; what came without one does not meet it
// there.
TEST(OtherCalendars, AZoneThatDidNotComeAlongIsNotBorrowedOverTwoSteps) {
  const std::string both = of_march("02") + of_march("03", "+0100");
  const List rows{"20260301T110000Z", "20260302T120000Z", "20260303T110000Z",
                  "unknown TZID \"Custom\", read in Europe/London"};
  EXPECT_EQ(rows_of_files({of_march("01", "+0100"), both}), rows);
  EXPECT_EQ(rows_of_files({both, of_march("01", "+0100")}), rows);
}

}  // namespace
}  // namespace evenkeel::ical
