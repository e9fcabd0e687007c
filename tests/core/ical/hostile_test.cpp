// Inputs made to hang, crash or exhaust a reader (PITFALLS 0.5, 1g). Each has to come back, and soon: the
// limit of time is far above what is needed and far below what an unguarded libical takes (20 s and more).
#include "core/ical/calendar_text.hpp"
#include "core/ical/limits.hpp"

#include <ctime>
#include <random>

namespace evenkeel::ical {
namespace {

class Hostile : public testing::Test {
 protected:
  void TearDown() override { EXPECT_LT(std::clock() - begin_, 10 * CLOCKS_PER_SEC); }

 private:
  std::clock_t begin_ = std::clock();
};

const std::string neighbour = lines({"BEGIN:VEVENT", "UID:good", "DTSTART:20261121", "END:VEVENT"});

bool has_neighbour(const Expected<ReadResult>& result) {
  if (!result) return false;
  return std::any_of(result->objects.begin(), result->objects.end(),
                     [](const CalendarObject& object) { return object.uid == Uid{"good"}; });
}

std::string hostile(std::string_view line) {
  return calendar(lines({"BEGIN:VEVENT", "UID:bad", "DTSTART:20261121T090000Z", line, "END:VEVENT"}) +
                  neighbour);
}

const std::string eight_mib(std::size_t{8} << 20U, 'x');

TEST_F(Hostile, P05_AnEightMebibyteSummaryCostsItsComponent) {
  const auto result = read(hostile("SUMMARY:" + eight_mib), {});
  EXPECT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->objects.size(), 1U);
  ASSERT_EQ(result->warnings.size(), 1U);
  EXPECT_EQ(result->warnings[0].about, "bad");
}

TEST_F(Hostile, P05_AnEightMebibyteLineThatIsNotKeptCostsNothing) {
  for (const auto* name : {"DESCRIPTION:", "ATTACH;ENCODING=BASE64;VALUE=BINARY:", "X-ALT-DESC:"}) {
    const auto result = read(hostile(name + eight_mib), {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->objects.size(), 2U) << name;
    EXPECT_TRUE(result->warnings.empty()) << name;
  }
}

TEST_F(Hostile, P05_AnEightMebibyteLineFoldedTiny) {
  std::string folded = "SUMMARY:x";
  for (std::size_t i = 0; i < (std::size_t{2} << 20U); ++i) folded += "\r\n x";
  EXPECT_TRUE(has_neighbour(read(hostile(folded), {})));
}

TEST_F(Hostile, P98_RuleBombsAreOnlyCarried) {
  for (const std::string rule :
       {"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=YEARLY;BYDAY=4TH;BYMONTHDAY=24",
        "RRULE:FREQ=YEARLY;INTERVAL=99999999999999999999;COUNT=-1", "RRULE:FREQ=MINUTELY;BYSECOND=61"}) {
    const auto result = read(hostile(rule + "\r\nEX" + rule.substr(1)), {});
    ASSERT_TRUE(has_neighbour(result)) << rule;
    EXPECT_EQ(result->objects[0].components[0].rrules.at(0), rule.substr(6));
  }
}

TEST_F(Hostile, P99_ABombInAVtimezone) {
  const auto result =
      read(calendar(lines({"BEGIN:VTIMEZONE", "TZID:Bomb", "BEGIN:STANDARD", "DTSTART:16010101T000000",
                           "RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD",
                           "END:VTIMEZONE", "BEGIN:VEVENT", "UID:bad", "DTSTART;TZID=Bomb:20261121T090000",
                           "END:VEVENT"}) +
                    neighbour),
           {});
  EXPECT_TRUE(has_neighbour(result));
  EXPECT_TRUE(result->objects[0].timezones.empty());
}

TEST_F(Hostile, TooManyDates) {
  std::string dates = "RDATE;VALUE=DATE:20261121";
  for (int i = 0; i < 100'000; ++i) dates += ",20261122";
  std::string inner;
  for (int i = 0; i < 20; ++i) inner += dates + "\r\n";
  const auto result = read(hostile(inner), {});
  EXPECT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->objects.size(), 1U);
}

TEST_F(Hostile, TooManyPeopleAndCategories) {
  std::string inner;
  for (int i = 0; i < 100'000; ++i) inner += "ATTENDEE:mailto:alex@example.org\r\n";
  inner += "CATEGORIES:" + std::string(500'000, ',') + "x";
  const auto result = read(hostile(inner), {{Address{"alex@example.org"}}, false});
  ASSERT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->objects[0].components[0].attendee_count, 100'000U);
  EXPECT_EQ(result->objects[0].components[0].attendees.size(), limits::people);
}

TEST_F(Hostile, TooManyProperties) {
  std::string inner;
  for (std::size_t i = 0; i <= limits::properties; ++i) inner += "SUMMARY:x\r\n";
  const auto result = read(hostile(inner), {});
  EXPECT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->objects.size(), 1U);
  ASSERT_EQ(result->warnings.size(), 1U);
  EXPECT_EQ(result->warnings[0].about, "bad");
  const auto late = read(
      calendar("BEGIN:VEVENT\r\nDTSTART:20261121T090000Z\r\n" + inner + "UID:late\r\nEND:VEVENT\r\n"), {});
  EXPECT_EQ(late->warnings.at(0).about, "late");
  // What is not kept is not counted, however much of it there is.
  inner.clear();
  for (int i = 0; i < 1'000'000; ++i) inner += "X-A:x\r\n";
  EXPECT_EQ(read(hostile(inner), {})->objects.size(), 2U);
}

TEST_F(Hostile, TooManyPropertiesOfTheCalendar) {
  std::string inner;
  for (int i = 0; i < 1'000'000; ++i) inner += "X\r\n";
  const auto result = read(calendar(inner + neighbour), {});
  EXPECT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->warnings.size(), 1U);
}

TEST_F(Hostile, TooManyCategoryLines) {
  std::string inner;
  for (int i = 0; i < 5'000; ++i) inner += "CATEGORIES:a,b,c\r\n";
  const auto result = read(hostile(inner), {});
  ASSERT_TRUE(has_neighbour(result));
  EXPECT_EQ(result->objects[0].components[0].categories.size(), limits::categories);
}

TEST_F(Hostile, TooLargeIsRefusedUnread) {
  const std::string large(limits::stream_bytes + 1, '\n');
  const auto result = read(large, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::refused);
  EXPECT_FALSE(split(large));
}

// An object that names more zones than are kept: said once, and nothing else is lost.
TEST_F(Hostile, AnObjectOfThousandsOfZones) {
  std::string zones;
  std::string exdates;
  for (int i = 0; i < 3'000; ++i) {
    const std::string name = "Z" + std::to_string(i);
    zones += lines({"BEGIN:VTIMEZONE", "TZID:" + name, "BEGIN:STANDARD", "DTSTART:16010101T000000",
                    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"});
    exdates += "EXDATE;TZID=" + name + ":20261122T090000\r\n";
  }
  const auto result = read(calendar(zones + lines({"BEGIN:VEVENT", "UID:bad", "DTSTART:20261121T090000Z"}) +
                                    exdates + "END:VEVENT\r\n" + neighbour),
                           {});
  ASSERT_TRUE(has_neighbour(result));
  ASSERT_EQ(result->objects.size(), 2U);
  EXPECT_EQ(result->objects[0].timezones.size(), limits::timezones);
  EXPECT_EQ(result->objects[0].warnings.size(), 1U);
  EXPECT_EQ(result->objects[0].components[0].exdates.size(), 3'000U);
}

// Each piece carries its VTIMEZONE: a megabyte of it for each of a thousand events is too much.
TEST_F(Hostile, AVtimezoneThatMultiplies) {
  std::string inner = "BEGIN:VTIMEZONE\r\nTZID:Big\r\n";
  for (int i = 0; i < 100'000; ++i) inner += "X-A:xxxxxxxx\r\n";
  inner += "END:VTIMEZONE\r\n";
  const auto with = [&](int events) {
    std::string text = inner;
    for (int i = 0; i < events; ++i) {
      text += lines(
          {"BEGIN:VEVENT", "UID:" + std::to_string(i), "DTSTART;TZID=Big:20261121T090000", "END:VEVENT"});
    }
    return split(calendar(text));
  };
  EXPECT_TRUE(with(10));
  const auto many = with(1'000);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().kind, ErrorKind::refused);
}

TEST_F(Hostile, AZoneOfTheCalendarThatIsTooLongIsNone) {
  const std::string text = calendar("X-WR-TIMEZONE:" + std::string(1'000, 'x') + "\r\n" + neighbour);
  EXPECT_FALSE(read(text, {})->objects.at(0).calendar_zone);
  EXPECT_EQ(split(text)->pieces.at(0).text.find("X-WR-TIMEZONE"), std::string::npos);
}

TEST_F(Hostile, ThousandsOfVtimezones) {
  std::string inner;
  for (int i = 0; i < 20'000; ++i) {
    inner +=
        lines({"BEGIN:VTIMEZONE", "TZID:Z" + std::to_string(i), "BEGIN:STANDARD", "DTSTART:16010101T000000",
               "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"});
  }
  EXPECT_TRUE(has_neighbour(read(calendar(inner + neighbour), {})));
}

// Real text with bytes changed, cut out and doubled: an answer, whatever it is; and what read() accepts,
// split() accepts too.
TEST_F(Hostile, ChangedBytes) {
  const std::string seed_text =
      calendar(lines({"BEGIN:VTIMEZONE",
                      "TZID:Europe/Berlin",
                      "BEGIN:DAYLIGHT",
                      "DTSTART:19810329T020000",
                      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                      "TZOFFSETFROM:+0100",
                      "TZOFFSETTO:+0200",
                      "END:DAYLIGHT",
                      "END:VTIMEZONE",
                      "BEGIN:VEVENT",
                      "UID:u",
                      "DTSTAMP:20260101T000000Z",
                      "DTSTART;TZID=\"Europe/Berlin\":20261121T090000",
                      "DURATION:PT1H",
                      "SUMMARY:K\xC3\xA4se\\, and",
                      "  wine",
                      "RRULE:FREQ=WEEKLY;COUNT=3",
                      "RDATE;VALUE=PERIOD:20261123T090000Z/PT1H",
                      "EXDATE:20261128T080000Z",
                      "ATTENDEE;CN=\"A, B\";PARTSTAT=DECLINED:mailto:alex@example.org",
                      "CATEGORIES:a,b\\,c",
                      "X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M",
                      "BEGIN:VALARM",
                      "TRIGGER:-PT5M",
                      "END:VALARM",
                      "END:VEVENT",
                      "BEGIN:VTODO",
                      "UID:t",
                      "DUE;VALUE=DATE:20261201",
                      "STATUS:NEEDS-ACTION",
                      "PERCENT-COMPLETE:20",
                      "END:VTODO"}));
  std::mt19937 random(3);
  const ReadOptions options{{Address{"alex@example.org"}}, true};
  for (int round = 0; round < 5'000; ++round) {
    std::string text = seed_text;
    for (auto n = random() % 6; n > 0; --n) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, random() % 20);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
          break;
        default:
          text[at] = "\r\n:;\"\\,=\0 "[random() % 10];
          break;
      }
    }
    const auto result = read(text, options);
    const auto pieces = split(text);
    ASSERT_EQ(result.has_value(), pieces.has_value()) << text;
  }
}

}  // namespace
}  // namespace evenkeel::ical
