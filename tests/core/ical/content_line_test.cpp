#include "core/ical/content_line.hpp"

#include <gtest/gtest.h>

namespace evenkeel::ical {
namespace {

TEST(ContentLine, TakesApartNameParametersAndValue) {
  const auto line = content_line("ATTENDEE;CN=\"Sam; at: work\";PARTSTAT=accepted:mailto:sam@example.org");
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->is("attendee"));
  EXPECT_EQ(line->param("cn"), "Sam; at: work");
  EXPECT_EQ(line->param("PARTSTAT"), "accepted");
  EXPECT_EQ(line->param("ROLE"), "");
  EXPECT_EQ(line->value, "mailto:sam@example.org");
}

TEST(ContentLine, NamesDoNotDifferByCaseOrBlanks) {
  EXPECT_TRUE(content_line("dtstart:x")->is("DTSTART"));
  EXPECT_TRUE(content_line("Summary : x")->is("SUMMARY"));
}

TEST(ContentLine, NeedsAColon) {
  EXPECT_FALSE(content_line("a line that somebody forgot to fold"));
  EXPECT_FALSE(content_line(""));
}

TEST(ContentLine, SurvivesQuotesOutOfPlace) {
  const auto within = content_line("ATTENDEE;CN=Al\"ex:mailto:alex@example.org");
  ASSERT_TRUE(within);
  EXPECT_EQ(within->value, "mailto:alex@example.org");
  const auto unclosed = content_line("DTSTART;TZID=\"Europe/Berlin:20261121T090000");
  ASSERT_TRUE(unclosed);
  EXPECT_EQ(unclosed->value, "20261121T090000");
  EXPECT_EQ(unclosed->param("TZID"), "Europe/Berlin");
}

TEST(ContentLine, P72_OutlooksZoneNamesHoldColons) {
  const auto line = time_line(*content_line("DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20261121T090000"));
  EXPECT_EQ(line.param("TZID"), "(UTC+01:00) Amsterdam, Berlin");
  EXPECT_EQ(line.value, "20261121T090000");
}

TEST(ContentLine, TimesWithoutParametersStayWhatTheyAre) {
  const auto line = time_line(*content_line("DTSTART:20261121T090000"));
  EXPECT_EQ(line.value, "20261121T090000");
  EXPECT_EQ(line.param("TZID"), "");
}

TEST(Trimmed, TakesBlanksAndLineEnds) {
  EXPECT_EQ(trimmed(" \ta b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
}

}  // namespace
}  // namespace evenkeel::ical
