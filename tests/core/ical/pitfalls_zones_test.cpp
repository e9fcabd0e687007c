// PITFALLS 1f, row by row: zones, and where a day begins. Offsets of 2026: Berlin +1, in summer +2; New York
// -5, in summer (8 March to 1 November) -4; London 0, in summer +1.
#include "core/ical/pitfalls.hpp"
#include "core/ical/write.hpp"

namespace evenkeel::ical {
namespace {

TEST(PitfallsP72, AWindowsNameNeedsNoVtimezone) {
  const auto found = listing_of({"DTSTART;TZID=W. Europe Standard Time:20260105T100000",
                                 "DTEND;TZID=W. Europe Standard Time:20260105T110000"});
  EXPECT_THAT(found.rows, ElementsAre("20260105T090000Z/20260105T100000Z"));
  EXPECT_THAT(found.warnings, IsEmpty());
}

TEST(PitfallsP73, ACustomZoneIsItsVtimezone) {
  for (const std::string name : {"tzone://Microsoft/Custom", "Customized Time Zone"}) {
    const std::string start = "DTSTART;TZID=" + name + ":20260705T100000";
    const auto found = listing_of({start, "DURATION:PT1H"}, always(name, "+0330"));
    EXPECT_THAT(found.rows, ElementsAre("20260705T063000Z/20260705T073000Z")) << name;
    EXPECT_THAT(found.warnings, IsEmpty()) << name;
    // DESIGN section 3 where nothing came with it: the owner's zone, and a warning.
    const auto bare = listing_of({start, "DURATION:PT1H"});
    EXPECT_THAT(bare.rows, ElementsAre("20260705T090000Z/20260705T100000Z")) << name;
    EXPECT_THAT(bare.warnings, ElementsAre(HasSubstr(name))) << name;
  }
}

TEST(PitfallsP73, TenThousandObjectsEachWithItsVtimezoneShareOneZone) {
  const std::string inner = always("Customized Time Zone", "+0330");
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    const std::string uid = "UID:" + std::to_string(i);
    text += calendar(inner + lines({"BEGIN:VEVENT", uid, "DTSTART;TZID=Customized Time Zone:20260705T100000",
                                    "END:VEVENT"}));
  }
  const auto result = read(text, {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 10'000U);
  Zones zones{test::tzdata};
  const ExpandOptions options{
      &zones, zones.named("Europe/London"), {utc(2026, 1, 1), utc(2028, 1, 1)}, false};
  SourceBudget budget;
  for (const auto& object : result->objects) {
    const auto expansion = expand(object, options, budget);
    ASSERT_EQ(expansion.occurrences.size(), 1U);
    ASSERT_EQ(expansion.occurrences[0].time.start, utc(2026, 7, 5, 6, 30));
    ASSERT_THAT(expansion.warnings, IsEmpty());
  }
  EXPECT_EQ(zones.embedded_count(), 1U);
}

// Mexico ended its summer time in 2022; what Outlook sends still has it.
const std::string stale_mexico = lines(
    {"BEGIN:VTIMEZONE", "TZID:Mountain Standard Time (Mexico)", "BEGIN:STANDARD", "DTSTART:16010101T020000",
     "TZOFFSETFROM:-0600", "TZOFFSETTO:-0700", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
     "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0700", "TZOFFSETTO:-0600",
     "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "END:DAYLIGHT", "END:VTIMEZONE"});

TEST(PitfallsP74, AStaleVtimezoneIsNotBelievedButNamed) {
  const auto at = [](std::string_view time) {
    const std::string start = "DTSTART;TZID=Mountain Standard Time (Mexico):" + std::string(time);
    return listing_of({start, "DURATION:PT1H"}, stale_mexico);
  };
  const auto summer = at("20260705T090000");
  EXPECT_THAT(summer.rows, ElementsAre("20260705T160000Z/20260705T170000Z"));
  EXPECT_THAT(summer.warnings,
              ElementsAre(HasSubstr("u: the VTIMEZONE of \"Mountain Standard Time (Mexico)\"")));
  // In winter the two agree: nothing to say.
  const auto winter = at("20260105T090000");
  EXPECT_THAT(winter.rows, ElementsAre("20260105T160000Z/20260105T170000Z"));
  EXPECT_THAT(winter.warnings, IsEmpty());
}

TEST(PitfallsP75, AnIanaNameMeansTheIanaRulesAndADifferenceIsSaidOnce) {
  const auto found =
      listing_of({"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"},
                 always("Europe/Berlin", "+0300"));
  EXPECT_THAT(found.rows,
              ElementsAre("20260105T090000Z/20260105T100000Z", "20260106T090000Z/20260106T100000Z"));
  EXPECT_THAT(found.warnings, ElementsAre(HasSubstr("u: the VTIMEZONE of \"Europe/Berlin\"")));
  const auto same = listing_of({"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H"},
                               always("Europe/Berlin", "+0100"));
  EXPECT_THAT(same.warnings, IsEmpty());
  // Right for the series' winter only: its summer matters too, and also when it lies in an override.
  const auto half = listing_of(
      {"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;COUNT=7"},
      always("Europe/Berlin", "+0100"));
  EXPECT_THAT(half.warnings, ElementsAre(HasSubstr("Europe/Berlin")));
  // One that cannot be a zone at all agrees with nothing, and is nothing to compare with.
  const auto broken = listing_of({"DTSTART;TZID=Europe/Berlin:20260105T100000", "DURATION:PT1H"},
                                 always("Europe/Berlin", "+2359"));
  EXPECT_THAT(broken.rows, ElementsAre("20260105T090000Z/20260105T100000Z"));
}

TEST(PitfallsP76, XWrTimezoneIsForNamesThatNobodyKnows) {
  const std::string tokyo = "X-WR-TIMEZONE:Asia/Tokyo\r\n";
  const auto named = listing_of({"DTSTART;TZID=Head office:20260105T100000", "DURATION:PT1H"}, tokyo);
  EXPECT_THAT(named.rows, ElementsAre("20260105T010000Z/20260105T020000Z"));
  EXPECT_THAT(named.warnings, IsEmpty());
  // DESIGN section 3: floating times are the owner's.
  const auto floating = listing_of({"DTSTART:20260105T100000", "DURATION:PT1H"}, tokyo);
  EXPECT_THAT(floating.rows, ElementsAre("20260105T100000Z/20260105T110000Z"));
}

TEST(PitfallsP77, OffsetsAndBlanksInNames) {
  for (const auto& [name, row] : {std::pair{"UTC-06:00", "20260105T160000Z/20260105T170000Z"},
                                  std::pair{"\"UTC-06:00\"", "20260105T160000Z/20260105T170000Z"},
                                  std::pair{"GMT+0200", "20260105T080000Z/20260105T090000Z"},
                                  std::pair{"Europe/Berlin ", "20260105T090000Z/20260105T100000Z"},
                                  std::pair{"\" Europe/Berlin\"", "20260105T090000Z/20260105T100000Z"}}) {
    const std::string start = "DTSTART;TZID=" + std::string(name) + ":20260105T100000";
    const auto found = listing_of({start, "DURATION:PT1H"});
    EXPECT_THAT(found.rows, ElementsAre(row)) << name;
    EXPECT_THAT(found.warnings, IsEmpty()) << name;
  }
  // Offsets with seconds, and +5730 for +005730.
  for (const auto* offset : {"+005730", "+5730"}) {
    const auto found =
        listing_of({"DTSTART;TZID=Lmt:20260105T100000", "DURATION:PT1H"}, always("Lmt", offset));
    EXPECT_THAT(found.rows, ElementsAre("20260105T090230Z/20260105T100230Z")) << offset;
  }
}

TEST(PitfallsP78, ZWinsOverTzid) {
  const auto found = listing_of({"DTSTART;TZID=America/New_York:20260105T090000Z",
                                 "DTEND;TZID=America/New_York:20260105T100000Z", "RRULE:FREQ=DAILY;COUNT=2",
                                 "EXDATE;TZID=America/New_York:20260106T090000Z"});
  EXPECT_THAT(found.rows, ElementsAre("20260105T090000Z/20260105T100000Z"));
}

TEST(PitfallsP89, MidnightAndTheDateOfItAreNotMixedUp) {
  // Midnight in New York is 05:00Z: the EXDATE takes out the sixth, not the fifth.
  const auto found = listing_of({"DTSTART;TZID=America/New_York:20260105T000000", "DURATION:PT1H",
                                 "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260106"});
  EXPECT_THAT(found.rows,
              ElementsAre("20260105T050000Z/20260105T060000Z", "20260107T050000Z/20260107T060000Z"));
  // A date as the end of something timed is the midnight at which that day begins, there.
  const auto dated =
      listing_of({"DTSTART;TZID=America/New_York:20260105T200000", "DTEND;VALUE=DATE:20260106"});
  EXPECT_THAT(dated.rows, ElementsAre("20260106T010000Z/20260106T050000Z"));
}

TEST(PitfallsP90, DaysStayDaysWhateverTheZone) {
  // Summer time begins on 29 March in London: that day has 23 hours and is one day.
  const auto found = listing_of({"DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260329",
                                 "RRULE:FREQ=DAILY;COUNT=3", "X-WR-TIMEZONE:America/New_York"});
  EXPECT_THAT(found.rows, ElementsAre("20260328/20260329", "20260329/20260330", "20260330/20260331"));
}

TEST(PitfallsP91, EndsOfDays) {
  for (const auto* end : {"X-NONE:x", "DTEND;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260106"}) {
    EXPECT_THAT(listing_of({"DTSTART;VALUE=DATE:20260105", end}).rows, ElementsAre("20260105/20260106"))
        << end;
  }
  // Midnight in Berlin written as UTC, marked by Outlook.
  const auto marked =
      listing_of({"DTSTART:20260104T230000Z", "DTEND:20260105T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"});
  EXPECT_THAT(marked.rows, ElementsAre("20260105/20260106"));
}

TEST(PitfallsP93, TheFirstOfTwoAndTheOffsetBeforeTheGap) {  // RFC 5545 3.3.5
  const auto twice = listing_of({"DTSTART;TZID=America/New_York:20261101T013000", "DURATION:PT1H"});
  EXPECT_THAT(twice.rows, ElementsAre("20261101T053000Z/20261101T063000Z"));
  const auto never = listing_of({"DTSTART;TZID=America/New_York:20260308T023000", "DURATION:PT1H"});
  EXPECT_THAT(never.rows, ElementsAre("20260308T073000Z/20260308T083000Z"));
}

TEST(PitfallsP94, WhatWeWriteCarriesAVtimezoneWithRules) {
  const Zone berlin("Europe/Berlin", Hours{1}, {}, "CET-1CEST,M3.5.0,M10.5.0/3");
  EventToWrite event;
  event.uid = Uid{"1-2@evenkeel"};
  event.time = WriteSpan{local(2026, 7, 5, 10), local(2026, 7, 5, 11), &berlin};
  const std::string text = write(event);
  EXPECT_THAT(text, HasSubstr("DTSTART;TZID=Europe/Berlin:20260705T100000\r\n"));
  EXPECT_THAT(text, HasSubstr("RRULE:FREQ=YEARLY"));
  // Under a name that nobody knows, its VTIMEZONE alone says when it is.
  std::string renamed = text;
  for (auto at = renamed.find("Europe/Berlin"); at != std::string::npos; at = renamed.find("Europe/Berlin")) {
    renamed.replace(at, 13, "Elsewhere");
  }
  EXPECT_THAT(listing(renamed).rows, ElementsAre("20260705T080000Z/20260705T090000Z"));
}

TEST(PitfallsP99, WhyAVtimezoneIsNotUsedIsSaid) {
  std::string parts;
  for (int i = 0; i < 60; ++i) {
    parts += lines({"BEGIN:STANDARD", "DTSTART:20" + std::to_string(10 + i) + "0101T000000",
                    "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300", "END:STANDARD"});
  }
  const Listing many = listing_of({"DTSTART;TZID=Custom:20260105T090000"},
                                  "BEGIN:VTIMEZONE\r\nTZID:Custom\r\n" + parts + "END:VTIMEZONE\r\n");
  EXPECT_THAT(many.rows, ElementsAre("20260105T090000Z/20260105T090000Z"));
  EXPECT_THAT(many.warnings,
              ElementsAre("u: unknown TZID \"Custom\" (VTIMEZONE: too many STANDARD and DAYLIGHT), read in "
                          "Europe/London"));
}

TEST(PitfallsP75, UnknownTzidsAreNamedUpToANumber) {
  std::string rdates;
  for (int i = 0; i < 5'000; ++i) rdates += "RDATE;TZID=Foo" + std::to_string(i) + ":20260105T090000\r\n";
  const Listing all =
      listing(calendar("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260105T080000Z\r\n" + rdates + "END:VEVENT\r\n"));
  EXPECT_EQ(all.warnings.size(), 21U);
  EXPECT_EQ(all.warnings.back(), "u: and more");
}

// RFC 5545 3.2: values of parameters are the same in any case unless they are quoted.
TEST(PitfallsZones, P77_ATzidMeansItsVtimezoneInAnyCase) {
  const Listing all = listing_of({"DTSTART;TZID=my zone:20260105T100000", "DURATION:PT1H",
                                  "EXDATE;TZID=MY ZONE:20260106T100000", "RRULE:FREQ=DAILY;COUNT=3"},
                                 always("My Zone", "+0500"));
  EXPECT_THAT(all.rows,
              ElementsAre("20260105T050000Z/20260105T060000Z", "20260107T050000Z/20260107T060000Z"));
  EXPECT_THAT(all.warnings, IsEmpty());
  // Written alike counts more.
  const std::string both = always("MINE", "+0300") + always("mine", "+0500");
  EXPECT_THAT(listing_of({"DTSTART;TZID=mine:20260105T100000", "DURATION:PT1H"}, both).rows,
              ElementsAre("20260105T050000Z/20260105T060000Z"));
  EXPECT_THAT(listing_of({"DTSTART;TZID=Foo:20260105T100000", "DURATION:PT1H"},
                         "X-WR-TIMEZONE:my ZONE\r\n" + always("My Zone", "+0500"))
                  .rows,
              ElementsAre("20260105T050000Z/20260105T060000Z"));
}

}  // namespace
}  // namespace evenkeel::ical
