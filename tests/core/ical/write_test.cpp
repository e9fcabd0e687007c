#include "core/ical/write.hpp"

#include "core/ical/calendar_text.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace evenkeel::ical {
namespace {

using testing::HasSubstr;
using testing::Not;

const Zone& berlin() {
  static const Zone zone("Europe/Berlin", Hours{1}, {}, "CET-1CEST,M3.5.0,M10.5.0/3");
  return zone;
}

EventToWrite timed() {
  EventToWrite e;
  e.uid = Uid{"0123-4567@evenkeel"};
  e.sequence = 3;
  e.dtstamp = utc(2026, 11, 1, 12);
  e.title = "Check-in";
  e.time = WriteSpan{local(2026, 11, 29, 19), local(2026, 11, 29, 20), &berlin()};
  return e;
}

const ReadOptions whole{{}, true};

// Texts that end lines, quote, escape, fold badly or are not UTF-8, and what has to come back.
const std::pair<std::string, std::string> texts[] = {
    {"plain", "plain"},
    {"a, b; c\\ d: \"e\" \\n", "a, b; c\\ d: \"e\" \\n"},
    {"one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"},
    {"x\r\nBEGIN:VALARM\r\nEND:VEVENT", "x\nBEGIN:VALARM\nEND:VEVENT"},
    {std::string("be\0ll\x07 \x1B[31m", 12), "bell [31m"},
    {"K\xE4se", "K\xEF\xBF\xBDse"},
    {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
    {std::string(300, 'w'), std::string(300, 'w')},
    {" leading and trailing ", " leading and trailing "},
};

TEST(Write, WhatIsWrittenIsReadBack) {
  for (const auto& [given, expected] : texts) {
    EventToWrite e = timed();
    e.title = e.description = e.location = given;
    e.categories = {given, "evenkeel"};
    const auto c = only(write(e), whole);
    EXPECT_EQ(c.summary, PrivateText{expected});
    EXPECT_EQ(c.description, PrivateText{expected});
    EXPECT_EQ(c.location, PrivateText{expected});
    ASSERT_EQ(c.categories.size(), 2U) << given;
    EXPECT_EQ(c.uid, e.uid);
    EXPECT_EQ(c.sequence, 3);
    EXPECT_EQ(c.dtstamp, e.dtstamp);
  }
}

TEST(Write, CategoriesWithCommasStayOne) {
  EventToWrite e = timed();
  e.categories = {"a, b; c\\d", "e"};
  EXPECT_EQ(only(write(e), whole).categories,
            (std::vector<PrivateText>{PrivateText{"a, b; c\\d"}, PrivateText{"e"}}));
}

TEST(Write, TimesCarryTheirZone) {
  const auto result = read(write(timed()), whole);
  ASSERT_TRUE(result);
  const CalendarObject& object = result->objects.at(0);
  const TzId zone{"Europe/Berlin"};
  EXPECT_EQ(object.components[0].dtstart, (EventTime{ZonedTime{local(2026, 11, 29, 19), zone}}));
  EXPECT_EQ(object.components[0].dtend, (EventTime{ZonedTime{local(2026, 11, 29, 20), zone}}));
  ASSERT_EQ(object.timezones.size(), 1U);
  EXPECT_EQ(object.timezones[0].tzid, zone);
}

TEST(Write, P94_TheVtimezoneHasYearlyRulesAndBeginsBeforeTheEvent) {
  const auto result = read(write(timed()), whole);
  const VTimezone& zone = result->objects.at(0).timezones.at(0);
  ASSERT_EQ(zone.observances.size(), 2U);
  const Observance& daylight = zone.observances[0];
  EXPECT_EQ(daylight.dtstart, local(2025, 3, 30, 2));
  EXPECT_EQ(daylight.offset_from, Hours{1});
  EXPECT_EQ(daylight.offset_to, Hours{2});
  EXPECT_EQ(daylight.rrules, (std::vector<std::string>{"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"}));
  EXPECT_EQ(zone.observances[1].dtstart, local(2025, 10, 26, 3));
}

TEST(Write, AZoneWithoutChangesHasOnePart) {
  const Zone tokyo("Asia/Tokyo", Hours{9}, {}, "");
  EventToWrite e = timed();
  e.time = WriteSpan{local(2026, 11, 29, 19), local(2026, 11, 29, 20), &tokyo};
  const auto result = read(write(e), whole);
  const VTimezone& zone = result->objects.at(0).timezones.at(0);
  ASSERT_EQ(zone.observances.size(), 1U);
  EXPECT_EQ(zone.observances[0].offset_to, Hours{9});
  EXPECT_TRUE(zone.observances[0].rrules.empty());
}

TEST(Write, AllDayIsDates) {
  EventToWrite e = timed();
  e.time = DateSpan{date(2026, 11, 29), date(2026, 12, 1)};
  const std::string text = write(e);
  EXPECT_THAT(text, Not(HasSubstr("VTIMEZONE")));
  const auto c = only(text, whole);
  EXPECT_EQ(c.dtstart, EventTime{date(2026, 11, 29)});
  EXPECT_EQ(c.dtend, EventTime{date(2026, 12, 1)});
}

TEST(Write, NoEndWhereItWouldEqualTheStart) {
  EventToWrite e = timed();
  e.time = WriteSpan{local(2026, 11, 29, 19), local(2026, 11, 29, 19), &berlin()};
  EXPECT_THAT(write(e), Not(HasSubstr("DTEND")));
}

TEST(Write, Alarms) {
  EventToWrite e = timed();
  e.alarms = {Seconds{900}, Seconds{0}, Seconds{-60}, Seconds{90'061}, utc(2026, 11, 28, 18)};
  const std::string text = write(e);
  for (const auto* line : {"TRIGGER:-PT15M\r\n", "TRIGGER:PT0S\r\n", "TRIGGER:PT1M\r\n",
                           "TRIGGER:-PT25H1M1S\r\n", "TRIGGER;VALUE=DATE-TIME:20261128T180000Z\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, HasSubstr("ACTION:DISPLAY\r\nDESCRIPTION:Check-in\r\n"));
}

TEST(Write, PeopleOnlyWithAnOrganizer) {
  EventToWrite e = timed();
  e.attendees = {{Address{"alex@example.org"}, "Alex", PartStat::accepted, true, true}};
  EXPECT_THAT(write(e), Not(HasSubstr("ATTENDEE")));
  e.organizer = "us@example.org";
  e.organizer_name = "A \"B\"; C, D\r\nATTENDEE:mailto:x@example.org";
  e.method = "REQUEST";
  e.status = "CONFIRMED";
  const auto c = only(write(e), whole);
  EXPECT_EQ(c.organizer, Address{"us@example.org"});
  ASSERT_EQ(c.attendees.size(), 1U);
  EXPECT_EQ(c.attendees[0], (Attendee{Address{"alex@example.org"}, PartStat::accepted, ""}));
  EXPECT_EQ(c.status, Status::confirmed);
}

TEST(Write, P101_NothingBeginsALineOfItsOwn) {
  EventToWrite e = timed();
  e.title = e.description = e.location =
      "x\rATTENDEE:mailto:y@example.org\nBEGIN:VALARM\r\n\r\nEND:VCALENDAR";
  e.categories = {e.title};
  e.organizer = "us@example.org\r\nATTENDEE:mailto:z@example.org";
  e.alarms = {Seconds{60}};
  std::istringstream text(write(e));
  std::string line;
  int alarms = 0;
  while (std::getline(text, line)) {
    EXPECT_FALSE(line.starts_with("ATTENDEE"));
    alarms += line.starts_with("BEGIN:VALARM") ? 1 : 0;
  }
  EXPECT_EQ(alarms, 1);
}

TEST(Write, P97_LinesAreCrlfFoldedBetweenCharacters) {
  EventToWrite e = timed();
  for (int i = 0; i < 60; ++i) e.description += "\xF0\x9F\x98\x80\xC3\xA4\xE2\x82\xAC";
  const std::string text = write(e);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    ASSERT_NE(end, std::string::npos);
    ASSERT_EQ(text[end - 1], '\r');
    EXPECT_LE(end - 1 - begin, 75U);
    const auto first = static_cast<unsigned char>(text[begin]);
    EXPECT_NE(first & 0xC0U, 0x80U);
    const auto second = static_cast<unsigned char>(text[begin + 1]);
    EXPECT_FALSE(text[begin] == ' ' && (second & 0xC0U) == 0x80U);
    begin = end + 1;
  }
}

TEST(Write, TheSameEventGivesTheSameText) {
  EXPECT_EQ(write(timed()), write(timed()));
  EXPECT_THAT(write(timed()), Not(HasSubstr("X-LIC")));
  EXPECT_THAT(write(timed()), HasSubstr("PRODID:-//evenkeel//evenkeel "));
}

TEST(Write, TransparentOrNot) {
  EventToWrite e = timed();
  EXPECT_EQ(only(write(e), whole).transp, Transp::opaque);
  e.transparent = true;
  EXPECT_EQ(only(write(e), whole).transp, Transp::transparent);
}

}  // namespace
}  // namespace evenkeel::ical
