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

}  // namespace
}  // namespace evenkeel::ical
