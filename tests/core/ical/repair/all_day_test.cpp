// P91. Where the expected dates come from: midnight of the zone named in each case, by its UTC offset.
#include "core/ical/repair/all_day.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

const char* const mark = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE";

std::string marked(std::string_view start, std::string_view end, std::string_view before = "") {
  return calendar(std::string(before) + lines({"BEGIN:VEVENT", "UID:u", start, end, mark, "END:VEVENT"}));
}

TEST(AllDay, P91_LocalMidnightInUtcIsADate) {
  // Berlin in winter, New York in winter, Auckland in summer, Hawaii.
  const char* const starts[] = {"DTSTART:20261120T230000Z", "DTSTART:20261121T050000Z",
                                "DTSTART:20261120T110000Z", "DTSTART:20261121T100000Z"};
  const char* const ends[] = {"DTEND:20261121T230000Z", "DTEND:20261122T050000Z", "DTEND:20261121T110000Z",
                              "DTEND:20261122T100000Z"};
  for (int i = 0; i < 4; ++i) {
    const auto component = only(marked(starts[i], ends[i]));
    EXPECT_EQ(component.dtstart, EventTime{date(2026, 11, 21)}) << starts[i];
    EXPECT_EQ(component.dtend, EventTime{date(2026, 11, 22)}) << starts[i];
  }
}

TEST(AllDay, P91_TheOffsetsThatCameAlongDecide) {
  // Kiritimati, +14:00: 10:00Z would be Hawaii's midnight otherwise.
  const std::string zone = lines({"BEGIN:VTIMEZONE", "TZID:Line Islands Standard Time", "BEGIN:STANDARD",
                                  "DTSTART:16010101T000000", "TZOFFSETFROM:+1400", "TZOFFSETTO:+1400",
                                  "END:STANDARD", "END:VTIMEZONE"});
  const auto component = only(marked("DTSTART:20261120T100000Z", "DTEND:20261121T100000Z", zone));
  EXPECT_EQ(component.dtstart, EventTime{date(2026, 11, 21)});
}

TEST(AllDay, P91_MidnightsInAZoneOrFloatingAreDates) {
  const auto zoned =
      only(marked("DTSTART;TZID=Europe/Berlin:20261121T000000", "DTEND;TZID=Europe/Berlin:20261123T000000"));
  EXPECT_EQ(zoned.dtstart, EventTime{date(2026, 11, 21)});
  EXPECT_EQ(zoned.dtend, EventTime{date(2026, 11, 23)});
  EXPECT_EQ(only(marked("DTSTART:20261121T000000", "DTEND:20261122T000000")).dtstart,
            EventTime{date(2026, 11, 21)});
}

TEST(AllDay, P91_ADayOfDaylightSavingMayBeAnHourShort) {
  const auto component = only(marked("DTSTART:20260328T230000Z", "DTEND:20260329T220000Z"));
  EXPECT_EQ(component.dtstart, EventTime{date(2026, 3, 29)});
  EXPECT_EQ(component.dtend, EventTime{date(2026, 3, 30)});
}

TEST(AllDay, WhatIsNoWholeDayStaysTimed) {
  EXPECT_EQ(only(marked("DTSTART:20261121T090000Z", "DTEND:20261121T100000Z")).dtstart,
            EventTime{utc(2026, 11, 21, 9)});
  EXPECT_EQ(only(marked("DTSTART:20261121T090000", "DTEND:20261121T100000")).dtstart,
            EventTime{local(2026, 11, 21, 9)});
}

TEST(AllDay, WithoutTheMarkNothingChanges) {
  const auto component =
      only(calendar(lines({"BEGIN:VEVENT", "UID:u", "DTSTART:20261121T000000", "DTEND:20261122T000000",
                           "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", "END:VEVENT"})));
  EXPECT_EQ(component.dtstart, EventTime{local(2026, 11, 21)});
}

TEST(AllDay, P91_ExceptionsGoWithTheSeries) {
  const auto component =
      only(calendar(lines({"BEGIN:VEVENT", "UID:u", "DTSTART:20261120T230000Z", "DURATION:PT24H",
                           "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261121T230000Z", mark, "END:VEVENT"})));
  ASSERT_EQ(component.exdates.size(), 1U);
  EXPECT_EQ(component.exdates[0], EventTime{date(2026, 11, 22)});
  EXPECT_EQ(component.duration, (NominalDuration{Days{1}, Seconds{0}}));
}

}  // namespace
}  // namespace evenkeel::ical
