#include "core/ical/vtimezone_reader.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

Expected<VTimezone> zone(std::initializer_list<std::string_view> inner) {
  const std::string text = "BEGIN:VTIMEZONE\r\n" + lines(inner) + "END:VTIMEZONE\r\n";
  return read_vtimezone(Lines(text));
}

TEST(ReadVtimezone, TheExampleOfTheRfc) {  // RFC 5545 3.6.5, New York since 1967, shortened
  const auto result =
      zone({"TZID:America/New_York", "LAST-MODIFIED:20050809T050000Z", "BEGIN:DAYLIGHT",
            "DTSTART:19670430T020000", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z",
            "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "TZNAME:EDT", "END:DAYLIGHT", "BEGIN:STANDARD",
            "DTSTART:19671029T020000", "RDATE:19681027T020000,19691026T020000", "TZOFFSETFROM:-0400",
            "TZOFFSETTO:-0500", "TZNAME:EST", "END:STANDARD"});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->tzid, TzId{"America/New_York"});
  ASSERT_EQ(result->observances.size(), 2U);
  const Observance& daylight = result->observances[0];
  EXPECT_EQ(daylight.dtstart, local(1967, 4, 30, 2));
  EXPECT_EQ(daylight.offset_from, -Hours{5});
  EXPECT_EQ(daylight.offset_to, -Hours{4});
  EXPECT_EQ(daylight.rrules,
            (std::vector<std::string>{"FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z"}));
  EXPECT_EQ(result->observances[1].rdates,
            (std::vector<LocalTime>{local(1968, 10, 27, 2), local(1969, 10, 26, 2)}));
}

TEST(ReadVtimezone, P99_OnlyYearlyRules) {
  for (const auto* freq : {"SECONDLY", "MINUTELY", "HOURLY", "DAILY"}) {
    const std::string rule = std::string("RRULE:FREQ=") + freq + ";BYSECOND=1";
    EXPECT_FALSE(zone({"TZID:x", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0000",
                       "TZOFFSETTO:+0000", rule, "END:STANDARD"}))
        << freq;
  }
}

TEST(ReadVtimezone, P99_NotWithoutEnd) {
  std::string text = "BEGIN:VTIMEZONE\r\nTZID:x\r\n";
  for (int i = 0; i < 100'000; ++i) {
    text +=
        "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:"
        "STANDARD\r\n";
  }
  EXPECT_FALSE(read_vtimezone(Lines(text += "END:VTIMEZONE\r\n")));
}

TEST(ReadVtimezone, NeedsNameAndParts) {
  EXPECT_FALSE(zone({"TZID:x"}));
  EXPECT_FALSE(zone({"BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000",
                     "END:STANDARD"}));
  EXPECT_FALSE(zone({"TZID:x", "BEGIN:STANDARD", "DTSTART:16010101T000000", "END:STANDARD"}));
  EXPECT_FALSE(zone({"TZID:x", "BEGIN:STANDARD", "TZOFFSETTO:+0000", "END:STANDARD"}));
}

TEST(ReadVtimezone, ABadOneCostsOnlyItself) {
  const auto result = read(calendar(lines({"BEGIN:VTIMEZONE", "TZID:x", "END:VTIMEZONE", "BEGIN:VEVENT",
                                           "UID:u", "DTSTART;TZID=x:20261121T090000", "END:VEVENT"})),
                           {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 1U);
  EXPECT_TRUE(result->objects[0].timezones.empty());
  ASSERT_EQ(result->warnings.size(), 1U);
  EXPECT_EQ(result->warnings[0].about, "line 4");
}

TEST(ParseUtcOffset, P77_AsProgramsWriteThem) {
  EXPECT_EQ(parse_utc_offset("+0100"), Hours{1});
  EXPECT_EQ(parse_utc_offset("-0330"), -Minutes{210});
  EXPECT_EQ(parse_utc_offset("+005328"), Seconds{53 * 60 + 28});
  EXPECT_EQ(parse_utc_offset("+5730"), Seconds{57 * 60 + 30});
  EXPECT_EQ(parse_utc_offset("+01:00"), Hours{1});
  EXPECT_EQ(parse_utc_offset("+01"), Hours{1});
  for (const auto* text : {"0100", "+1", "+010", "+0160", "+250000", "+01000000", "x", "", "+ab00"}) {
    EXPECT_FALSE(parse_utc_offset(text)) << text;
  }
}

}  // namespace
}  // namespace evenkeel::ical
