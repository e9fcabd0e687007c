#include "core/ical/values.hpp"

#include "core/ical/calendar_text.hpp"

#include <gtest/gtest.h>

namespace evenkeel::ical {
namespace {

TEST(ParseDate, ReadsOnlyDatesThatExist) {
  EXPECT_EQ(parse_date("20261121"), date(2026, 11, 21));
  EXPECT_EQ(parse_date("20280229"), date(2028, 2, 29));
  for (const auto* text : {"20260229", "20261301", "20260001", "20261100", "2026112", "202611211", "2026112x",
                           "", "-0261121", "2026-1-1", "+2026111"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(ParseDateTime, ReadsLocalAndUtc) {
  const auto at_nine = parse_date_time("20261121T090000");
  ASSERT_TRUE(at_nine);
  EXPECT_EQ(at_nine->local, local(2026, 11, 21, 9));
  EXPECT_FALSE(at_nine->utc);
  EXPECT_TRUE(parse_date_time("20261121T090000Z")->utc);
  EXPECT_TRUE(parse_date_time("20261121t090000z")->utc);
}

TEST(ParseDateTime, TakesLeapSecondAndMidnightAtTheEnd) {
  // RFC 5545 3.3.12: second 60 counts as 59 where leap seconds are not supported.
  EXPECT_EQ(parse_date_time("20161231T235960Z")->local, local(2016, 12, 31, 23, 59) + Seconds{59});
  EXPECT_EQ(parse_date_time("20261231T240000")->local, local(2027, 1, 1));
}

TEST(ParseDateTime, RefusesWhatIsNone) {
  for (const auto* text :
       {"20261121T2400001", "20261121T250000", "20261121T096000", "20261121T090061", "20261121T240001",
        "20261121 090000", "20261121T0900", "20261121T090000X", "T", ""}) {
    EXPECT_FALSE(parse_date_time(text)) << text;
  }
}

struct DurationCase {
  const char* text;
  std::optional<NominalDuration> expected;
};

TEST(ParseDuration, FollowsTheGrammar) {
  const DurationCase cases[] = {
      {"P15DT5H0M20S", NominalDuration{Days{15}, Seconds{5 * 3600 + 20}}},  // RFC 5545 3.3.6
      {"P7W", NominalDuration{Days{49}, Seconds{0}}},                       // RFC 5545 3.3.6
      {"-PT15M", NominalDuration{Days{0}, Seconds{-900}}},
      {"+PT1H", NominalDuration{Days{0}, Seconds{3600}}},
      {"-PT2D", NominalDuration{Days{-2}, Seconds{0}}},  // P92
      {"PT0S", NominalDuration{}},
      {" p1d ", NominalDuration{Days{1}, Seconds{0}}},
      {"P1DT", NominalDuration{Days{1}, Seconds{0}}},
      {"P", std::nullopt},
      {"PT", std::nullopt},
      {"P1", std::nullopt},
      {"1D", std::nullopt},
      {"PT1W", std::nullopt},
      {"P1M", std::nullopt},
      {"P1DT1H1X", std::nullopt},
      {"PT-1H", std::nullopt},
      {"P9999999999D", std::nullopt},
      {"P999999999D", std::nullopt},  // 2.7 million years
      {"", std::nullopt},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(parse_duration(text), expected) << text;
}

TEST(ParseEventTime, KeepsWhatKindItIs) {
  const TimeParams none;
  EXPECT_EQ(parse_event_time("20261121", none), EventTime{date(2026, 11, 21)});
  EXPECT_EQ(parse_event_time("20261121T090000", none), EventTime{local(2026, 11, 21, 9)});
  EXPECT_EQ(parse_event_time("20261121T090000Z", none), EventTime{utc(2026, 11, 21, 9)});
  const TimeParams berlin{TzId{"Europe/Berlin"}, false, false};
  EXPECT_EQ(parse_event_time("20261121T090000", berlin),
            (EventTime{ZonedTime{local(2026, 11, 21, 9), TzId{"Europe/Berlin"}}}));
  EXPECT_EQ(parse_event_time("20261121", berlin), EventTime{date(2026, 11, 21)});
}

TEST(ParseEventTime, P78_ZWinsOverTzid) {
  const TimeParams berlin{TzId{"Europe/Berlin"}, false, false};
  EXPECT_EQ(parse_event_time("20261121T090000Z", berlin), EventTime{utc(2026, 11, 21, 9)});
}

TEST(ParseEventTime, ValueDateMakesADateOfADateTime) {
  const TimeParams as_date{TzId{}, true, false};
  EXPECT_EQ(parse_event_time("20261121T000000", as_date), EventTime{date(2026, 11, 21)});
}

TEST(ParsePeriod, ReadsBothForms) {
  const TimeParams none;
  const auto with_end = parse_period("19970101T180000Z/19970102T070000Z", none);  // RFC 5545 3.3.9
  ASSERT_TRUE(with_end);
  EXPECT_EQ(with_end->start, EventTime{utc(1997, 1, 1, 18)});
  EXPECT_EQ(std::get<EventTime>(with_end->end), EventTime{utc(1997, 1, 2, 7)});
  const auto with_duration = parse_period("19970101T180000Z/PT5H30M", none);
  ASSERT_TRUE(with_duration);
  EXPECT_EQ(std::get<NominalDuration>(with_duration->end), (NominalDuration{Days{0}, Minutes{330}}));
  for (const auto* text : {"19970101T180000Z", "/", "19970101T180000Z/", "x/PT1H"}) {
    EXPECT_FALSE(parse_period(text, none)) << text;
  }
}

}  // namespace
}  // namespace evenkeel::ical
