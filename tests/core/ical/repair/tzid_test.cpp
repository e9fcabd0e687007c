#include "core/ical/repair/tzid.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

TEST(NormalisedTzid, P77_DropsQuotesAndBlanks) {
  for (const auto* text : {"Europe/Berlin", " Europe/Berlin ", "\"Europe/Berlin\"", "\"Europe/Berlin \"",
                           "'Europe/Berlin'", "Europe/Berlin\r"}) {
    EXPECT_EQ(normalised_tzid(text), TzId{"Europe/Berlin"}) << text;
  }
}

TEST(NormalisedTzid, KeepsNamesThatAreNotOurs) {
  EXPECT_EQ(normalised_tzid("\"(UTC+01:00) Amsterdam, Berlin\""), TzId{"(UTC+01:00) Amsterdam, Berlin"});
  EXPECT_EQ(normalised_tzid("tzone://Microsoft/Custom"), TzId{"tzone://Microsoft/Custom"});
  EXPECT_EQ(normalised_tzid("W. Europe Standard Time"), TzId{"W. Europe Standard Time"});
}

TEST(NormalisedTzid, P77_ParameterAndVtimezoneMeet) {
  const auto result =
      read(calendar(lines({"BEGIN:VTIMEZONE", "TZID:(UTC+01:00) Amsterdam\\, Berlin ", "BEGIN:STANDARD",
                           "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
                           "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:u",
                           "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin\":20261121T090000", "END:VEVENT"})),
           {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 1U);
  ASSERT_EQ(result->objects[0].timezones.size(), 1U);
  EXPECT_EQ(result->objects[0].timezones[0].tzid, TzId{"(UTC+01:00) Amsterdam, Berlin"});
}

TEST(NormalisedTzid, AnEmptyOneIsNone) {
  const auto component = only(event({"DTEND;TZID=:20261121T100000"}));
  EXPECT_EQ(component.dtend, EventTime{local(2026, 11, 21, 10)});
}

}  // namespace
}  // namespace evenkeel::ical
