// What a stream must be before anything in it is read (PITFALLS 1g).
#include "core/ical/calendar_text.hpp"
#include "core/ical/limits.hpp"

#include <gmock/gmock.h>

namespace evenkeel::ical {
namespace {

using testing::HasSubstr;

Error error_of(std::string_view text) {
  const auto result = read(text, {});
  EXPECT_EQ(split(text).has_value(), result.has_value()) << "read() and split() differ";
  if (result) {
    ADD_FAILURE() << "read as a calendar: " << text.substr(0, 80);
    return {};
  }
  return result.error();
}

TEST(Stream, P96_AWebPageIsNoCalendar) {
  const auto error = error_of("<!DOCTYPE html><html><body>Please log in\nBEGIN:VCALENDAR\n</body></html>");
  EXPECT_EQ(error.kind, ErrorKind::invalid_data);
  EXPECT_THAT(error.text, HasSubstr("web page"));
}

TEST(Stream, EmptyIsNoCalendar) {
  for (const auto* text : {"", "\r\n\r\n", "\xEF\xBB\xBF", "  "})
    EXPECT_THAT(error_of(text).text, HasSubstr("empty"));
}

TEST(Stream, OtherTextIsNoCalendar) {
  for (const auto* text : {"hello", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n", "{}"}) {
    EXPECT_EQ(error_of(text).kind, ErrorKind::invalid_data) << text;
  }
}

// Whatever is missing at the end, nothing of it is believed: it cannot be told from a lost connection.
TEST(Stream, P95_EveryBeginningIsCutOff) {
  const std::string whole = event({"BEGIN:VALARM", "ACTION:DISPLAY", "END:VALARM", "SUMMARY:x"});
  const std::size_t end = whole.size() - std::string_view("\r\n").size();
  for (std::size_t size = 0; size < end; ++size) {
    EXPECT_FALSE(read(std::string_view(whole).substr(0, size), {})) << size;
  }
  EXPECT_TRUE(read(std::string_view(whole).substr(0, end), {}));
}

TEST(Stream, P95_AComponentThatIsNotClosedIsCutOff) {
  EXPECT_THAT(error_of(calendar(lines({"BEGIN:VEVENT", "UID:u", "DTSTART:20261121T090000Z"}))).text,
              HasSubstr("cut off"));
  EXPECT_THAT(error_of(calendar(lines({"BEGIN:VEVENT", "UID:u", "DTSTART:20261121T090000Z", "BEGIN:VEVENT",
                                       "UID:v", "DTSTART:20261121T090000Z", "END:VEVENT"})))
                  .text,
              HasSubstr("END:VEVENT"));
}

TEST(Stream, AnAlarmThatIsNotClosedCostsNothing) {
  const auto result = read(event({"BEGIN:VALARM", "ACTION:DISPLAY"}), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->objects.size(), 1U);
  EXPECT_EQ(result->warnings.size(), 1U);
}

TEST(Stream, AnEmptyCalendarIsOne) {
  const auto result = read(calendar(""), {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->objects.empty());
}

TEST(Stream, NamesDoNotDifferByCase) {
  const auto result = read(
      "begin:vcalendar\nBegin:Vevent\nuid:u\ndtstart;value=date:20261121\nsummary:x\nEnd:VEVENT "
      "\nend:vcalendar\n",
      {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 1U);
  EXPECT_EQ(result->objects[0].components[0].dtstart, EventTime{date(2026, 11, 21)});
}

TEST(Stream, SeveralCalendarsEachWithItsZone) {
  const auto one = [](const char* uid, const char* zone) {
    return calendar(lines({std::string("X-WR-TIMEZONE:").append(zone), "BEGIN:VEVENT",
                           std::string("UID:").append(uid), "DTSTART:20261121T090000", "END:VEVENT"}));
  };
  const auto result = read(one("a", "Europe/Berlin") + one("b", "Asia/Tokyo"), {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 2U);
  EXPECT_EQ(result->objects[0].calendar_zone, TzId{"Europe/Berlin"});
  EXPECT_EQ(result->objects[1].calendar_zone, TzId{"Asia/Tokyo"});
}

TEST(Stream, TheZoneOfACalendarMayBeFolded) {
  const auto result =
      read(calendar(lines({"X-WR-TIMEZONE:America/Argentina/", " ComodRivadavia", "BEGIN:VEVENT", "UID:u",
                           "DTSTART:20261121T090000", "END:VEVENT"})),
           {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->objects.at(0).calendar_zone, TzId{"America/Argentina/ComodRivadavia"});
}

TEST(Stream, TooDeepCostsTheComponent) {
  std::string inner = "BEGIN:VEVENT\r\nUID:deep\r\nDTSTART:20261121T090000Z\r\n";
  for (int i = 0; i < 100'000; ++i) inner += "BEGIN:X\r\n";
  for (int i = 0; i < 100'000; ++i) inner += "END:X\r\n";
  inner += "END:VEVENT\r\n" + lines({"BEGIN:VEVENT", "UID:flat", "DTSTART:20261121T090000Z", "END:VEVENT"});
  const auto result = read(calendar(inner), {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 1U);
  EXPECT_EQ(result->objects[0].uid, Uid{"flat"});
  ASSERT_EQ(result->warnings.size(), 1U);
  EXPECT_EQ(result->warnings[0].about, "deep");
  EXPECT_THAT(result->warnings[0].text, HasSubstr("deeply"));
}

TEST(Stream, ManyComponentsAreMany) {
  std::string inner;
  for (int i = 0; i < 100'000; ++i) {
    inner += "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "\r\nDTSTART:20261121T090000Z\r\nEND:VEVENT\r\n";
  }
  const auto result = read(calendar(inner), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->objects.size(), 100'000U);
}

TEST(Stream, MoreThanTheLimitIsRefused) {
  std::string inner;
  for (std::size_t i = 0; i <= limits::components; ++i) inner += "BEGIN:X\nEND:X\n";
  EXPECT_EQ(error_of(calendar(inner)).kind, ErrorKind::refused);
}

TEST(Stream, WarningsHaveAnEnd) {
  std::string inner;
  for (int i = 0; i < 5'000; ++i) inner += "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n";
  const auto result = read(calendar(inner), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->warnings.size(), limits::warnings + 1);
  EXPECT_THAT(result->warnings.back().text, HasSubstr("4000 more"));
}

}  // namespace
}  // namespace evenkeel::ical
