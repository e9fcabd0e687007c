#include "core/ical/calendar_text.hpp"
#include "core/ical/limits.hpp"

#include <ctime>

namespace evenkeel::ical {
namespace {

Pieces pieces(const std::string& text) {
  auto result = split(text);
  if (!result) {
    ADD_FAILURE() << result.error().text;
    return {};
  }
  return std::move(*result);
}

std::string hash_of(std::initializer_list<std::string_view> more) {
  return pieces(event(more)).pieces.at(0).hash;
}

const std::string berlin =
    lines({"BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD", "DTSTART:19701025T030000",
           "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"});

// Piece by piece the same is read as of the whole.
TEST(Split, LosesNothing) {
  const std::string text = calendar("X-WR-TIMEZONE:Europe/Paris\r\n" + berlin +
                                    lines({"BEGIN:VEVENT",
                                           "UID:a",
                                           "DTSTART;TZID=Europe/Berlin:20261121T090000",
                                           "SUMMARY:long and",
                                           "  folded",
                                           "RRULE:FREQ=DAILY",
                                           "END:VEVENT",
                                           "BEGIN:VTODO",
                                           "UID:t",
                                           "DUE:20261201",
                                           "END:VTODO",
                                           "BEGIN:VEVENT",
                                           "SUMMARY:no uid",
                                           "DTSTART:20261121",
                                           "END:VEVENT",
                                           "BEGIN:VEVENT",
                                           "UID:a",
                                           "RECURRENCE-ID;TZID=Europe/Berlin:20261122T090000",
                                           "DTSTART:20261122T100000",
                                           "END:VEVENT"}));
  const auto whole = read(text, {});
  ASSERT_TRUE(whole);
  std::vector<CalendarObject> joined;
  const Pieces split_up = pieces(text);
  for (const Piece& piece : split_up.pieces) {
    const auto one = read(piece.text, {});
    ASSERT_TRUE(one);
    for (const auto& object : one->objects) {
      EXPECT_EQ(object.uid, piece.uid);
      joined.push_back(object);
    }
  }
  EXPECT_EQ(joined, whole->objects);
}

TEST(Split, P48_WhatChangesByItselfDoesNotCount) {
  const std::string hash = hash_of({"SUMMARY:a", "LOCATION:b"});
  EXPECT_EQ(hash_of({"DTSTAMP:20260101T000000Z", "SUMMARY:a", "LOCATION:b"}), hash);
  EXPECT_EQ(
      hash_of({"LAST-MODIFIED:20260101T000000Z", "CREATED:20260101T000000Z", "SUMMARY:a", "LOCATION:b"}),
      hash);
  EXPECT_EQ(hash_of({"LOCATION:b", "SUMMARY:a"}), hash);
  EXPECT_EQ(hash_of({"SUMM", " ARY:a", "location:b", "X-WR-FOO:1"}), hash);
}

TEST(Split, WhatPeopleChangeCounts) {
  const std::string hash = hash_of({"SUMMARY:a", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"});
  EXPECT_NE(hash_of({"SUMMARY:b", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM"}), hash);
  EXPECT_NE(hash_of({"SUMMARY:a", "BEGIN:VALARM", "TRIGGER:-PT9M", "END:VALARM"}), hash);
  EXPECT_NE(hash_of({"SUMMARY:a", "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM", "SEQUENCE:1"}), hash);
  EXPECT_NE(hash_of({"SUMMARY:a"}), hash);
}

TEST(Split, ValuesThatChangePlacesCount) {
  const auto series = [](const char* first, const char* second) {
    const auto instance = [](const char* id, const char* place) {
      return lines({"BEGIN:VEVENT", "UID:u", std::string("RECURRENCE-ID:").append(id),
                    "DTSTART:20261121T090000Z", std::string("LOCATION:").append(place), "END:VEVENT"});
    };
    return pieces(calendar(instance("20261121T090000Z", first) + instance("20261122T090000Z", second)))
        .pieces.at(0)
        .hash;
  };
  EXPECT_NE(series("a", "b"), series("b", "a"));
}

TEST(Split, TheZoneOfACalendarCounts) {
  const auto with = [](const char* zone) {
    return pieces(calendar(std::string("X-WR-TIMEZONE:") + zone +
                           "\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261121T090000\r\nEND:VEVENT\r\n"))
        .pieces.at(0)
        .hash;
  };
  EXPECT_NE(with("Europe/Berlin"), with("Asia/Tokyo"));
}

TEST(Split, APieceHasOnlyTheZonesItNames) {
  const auto result = pieces(
      calendar(berlin + lines({"BEGIN:VEVENT", "UID:a", "DTSTART;TZID=Europe/Berlin:20261121T090000",
                               "END:VEVENT", "BEGIN:VEVENT", "UID:b", "DTSTART:20261121", "END:VEVENT"})));
  ASSERT_EQ(result.pieces.size(), 2U);
  EXPECT_NE(result.pieces[0].text.find("VTIMEZONE"), std::string::npos);
  EXPECT_EQ(result.pieces[1].text.find("VTIMEZONE"), std::string::npos);
}

TEST(Split, HowOftenToComeBack) {
  const auto hint = [](std::initializer_list<std::string_view> head) {
    return pieces(calendar(lines(head))).refresh_hint;
  };
  EXPECT_EQ(hint({"X-PUBLISHED-TTL:PT1H"}), Hours{1});
  EXPECT_EQ(hint({"X-PUBLISHED-TTL:PT1H", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"}), Hours{12});
  EXPECT_EQ(hint({"X-PUBLISHED-TTL:soon"}), std::nullopt);
  EXPECT_EQ(hint({}), std::nullopt);
}

TEST(Split, ALineBeyondTheLimitStaysBeyondIt) {
  const auto result = pieces(event({"SUMMARY:" + std::string(limits::line_bytes, 'x')}));
  const auto one = read(result.pieces.at(0).text, {});
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->objects.empty());
  EXPECT_EQ(one->warnings.size(), 1U);
}

// Four times as much takes about four times as long, not sixteen.
TEST(Split, TakesLinearTime) {
  const auto seconds = [](int count) {
    std::string inner;
    for (int i = 0; i < count; ++i) {
      inner += "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "\r\nDTSTART:20261121\r\nEND:VEVENT\r\n";
    }
    const std::string text = calendar(inner);
    const auto begin = std::clock();  // of the processor: the machine may be busy
    EXPECT_EQ(pieces(text).pieces.size(), static_cast<std::size_t>(count));
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  EXPECT_LT(seconds(80'000), 10 * seconds(20'000) + 0.2);
}

// What is read of all pieces, in the order of the whole.
std::vector<CalendarObject> read_in_pieces(const std::string& text) {
  std::vector<CalendarObject> all;
  for (const Piece& piece : pieces(text).pieces) {
    auto one = read(piece.text, {});
    EXPECT_TRUE(one);
    if (one) all.insert(all.end(), one->objects.begin(), one->objects.end());
  }
  return all;
}

std::string zone(std::string_view name, std::string_view offset, std::string_view start = "19700101T000000") {
  const auto line = [](std::string_view what, std::string_view value) {
    return std::string(what).append(":").append(value);
  };
  return lines({"BEGIN:VTIMEZONE", line("TZID", name), "BEGIN:STANDARD", line("DTSTART", start),
                line("TZOFFSETFROM", offset), line("TZOFFSETTO", offset), "END:STANDARD", "END:VTIMEZONE"});
}

// A piece means what it meant in its calendar, also where that says more than the component names.
void expect_the_same(const std::string& inner) {
  const auto whole = read(calendar(inner), {});
  ASSERT_TRUE(whole);
  EXPECT_EQ(read_in_pieces(calendar(inner)), whole->objects) << inner;
}

TEST(Split, ATzidMayDifferFromItsVtimezoneInCase) {
  const std::string inner =
      zone("My Zone", "+0500") +
      lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=my zone:20260105T100000", "END:VEVENT"});
  expect_the_same(inner);
  EXPECT_EQ(read_in_pieces(calendar(inner)).at(0).timezones.size(), 1U);
  expect_the_same("X-WR-TIMEZONE:MINE\r\n" + zone("Mine", "+0500") +
                  lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Foo:20260105T100000", "END:VEVENT"}));
}

// 11:00Z is midnight in Pago Pago (-11:00), 10:15Z in the Chathams (+13:45); that is told by a VTIMEZONE
// alone.
TEST(Split, P91_TheZonesWhoseMidnightsAnAllDayEventShowsGoWithIt) {
  const auto all_day = [](const char* at, const char* end, const char* out) {
    return lines({"BEGIN:VEVENT", "UID:u", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
                  std::string("DTSTART:2026020").append(at), std::string("DTEND:2026021").append(end),
                  "RRULE:FREQ=DAILY", std::string("EXDATE:20260501T090000Z,2026021").append(out),
                  "END:VEVENT"});
  };
  const std::string others = zone("A", "+0100") + zone("B", "-0500");
  const std::string pago =
      others + zone("Mine", "-1100") + zone("Z", "+1300") + all_day("9T110000Z", "0T110000Z", "1T110000Z");
  expect_the_same(pago);
  const auto read = read_in_pieces(calendar(pago));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].components.at(0).dtstart, EventTime{date(2026, 2, 9)});
  expect_the_same(others + zone("Mine", "+1345") + all_day("8T101500Z", "0T101500Z", "2T111500Z"));
  expect_the_same(zone("Z", "-1100") + zone("Y", "+1300") + all_day("9T110000Z", "0T110000Z", "1T110000Z"));
  // Not all go along.
  EXPECT_EQ(pieces(calendar(pago)).pieces.at(0).text.find("TZID:A"), std::string::npos);
}

// A mark in UTC names a zone that nobody wrote: it is no reason to take X-WR-TIMEZONE's along.
TEST(Split, WhatSpeaksForItselfNeedsNoZoneOfTheCalendar) {
  const std::string mine = "X-WR-TIMEZONE:Mine\r\n" + zone("Mine", "-0900");
  expect_the_same(mine + lines({"BEGIN:VEVENT", "UID:u", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
                                "DTSTART:20260209T000000Z", "DTEND:20260210T000000Z", "END:VEVENT"}));
  expect_the_same(
      mine + lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Europe/Berlin:20260209T000000", "END:VEVENT"}));
}

TEST(Split, WhichOfSeveralNamesInOtherCaseIsMeantDoesNotHangOnTheirOrder) {
  expect_the_same(zone("mine", "+0500") + zone("MINE", "-0900") +
                  lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=MINE:20260209T000000", "RRULE:FREQ=DAILY",
                         "END:VEVENT", "BEGIN:VEVENT", "UID:u", "RECURRENCE-ID;TZID=MINE:20260210T000000",
                         "DTSTART;TZID=Mine:20260209T000000", "END:VEVENT"}));
}

TEST(Split, OfTwoXWrTimezonesTheFirstCountsThatSaysOne) {
  const std::string event =
      lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Foo:20260209T030000", "END:VEVENT"});
  for (const char* head :
       {"X-WR-TIMEZONE:Europe/Berlin\r\nX-WR-TIMEZONE:Asia/Tokyo\r\n",
        "X-WR-TIMEZONE:Europe/Berlin\r\nX-WR-TIMEZONE:\r\n",
        "X-WR-TIMEZONE: \r\nX-WR-TIMEZONE:Europe/Berlin\r\nX-WR-TIMEZONE:Asia/Tokyo\r\n"}) {
    expect_the_same(head + event);
    EXPECT_EQ(read_in_pieces(calendar(head + event)).at(0).calendar_zone, TzId{"Europe/Berlin"});
  }
}

TEST(Split, OfTwoZonesOfOneNameTheFirstCountsThatCanBeRead) {
  const std::string event =
      lines({"BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Mine:20260209T030000", "END:VEVENT"});
  expect_the_same(zone("Mine", "+0100", "soon") + zone("Mine", "+0200") + zone("Mine", "+0300") + event);
  expect_the_same(zone("Mine", "+0100") + zone("Mine", "+0200", "soon") + event);
  // Where there is none the warning stays.
  const auto none = pieces(calendar(zone("Mine", "+0100", "soon") + zone("Mine", "+0200", "soon") + event));
  const auto one = read(none.pieces.at(0).text, {});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->warnings.size(), 1U);
}

}  // namespace
}  // namespace evenkeel::ical
