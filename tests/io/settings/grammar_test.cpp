// Durations, times of day, weekdays (CONTRACT section 2).
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/nearest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::settings {
namespace {

using namespace std::chrono_literals;

TEST(Durations, AreSumsOfUnitsFromGreatToSmall) {
  const std::vector<std::pair<std::string, Seconds>> table{
      {"15m", 15min},   {"2h", 2h},     {"3d", 72h}, {"26w", 26 * 168h},
      {"1h30m", 90min}, {"1w2d", 216h}, {"0m", 0s}};
  for (const auto& [text, expected] : table) EXPECT_EQ(parse_duration(text), expected) << text;
}

TEST(Durations, AreNothingElse) {
  for (const char* text : {"", "15", "m", "1.5h", "-1h", "1h 30m", "30m1h", "1h1h", "1y", "1H",
                           "99999999999d", "999999999w", " 1h", "1h30"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(DayRanges, MayEndOnTheNextDate) {
  EXPECT_EQ(parse_day_range("09:00-17:30"), (DayRange{9h, 17h + 30min}));
  EXPECT_EQ(parse_day_range("20:00-07:00"), (DayRange{20h, 31h}));
  EXPECT_EQ(parse_day_range("00:00-24:00"), (DayRange{0h, 24h}));
  EXPECT_EQ(parse_day_range("22:00-24:00"), (DayRange{22h, 24h}));
  EXPECT_EQ(parse_day_range("22:00-00:00"), (DayRange{22h, 24h}));
  EXPECT_EQ(parse_day_range("09:00 - 10:00"), (DayRange{9h, 10h}));
}

TEST(DayRanges, AreNothingElse) {
  for (const char* text : {"", "09:00", "9:00-17:00", "09:00-09:00", "24:00-07:00", "09:60-10:00",
                           "24:01-24:02", "09:00-25:00", "0900-1000", "09:00-10:00-11:00", "ab:cd-10:00"}) {
    EXPECT_EQ(parse_day_range(text), std::nullopt) << text;
  }
}

TEST(Weekdays, AreSinglesRangesAndLists) {
  const std::vector<std::pair<std::string, unsigned long>> table{
      {"mon", 1},      {"sun", 64},          {"mon-fri", 31}, {"sat,sun", 96},
      {"sat-mon", 97}, {"mon-wed, fri", 23}, {"tue-tue", 2},  {"mon-sun", 127}};
  for (const auto& [text, bits] : table) {
    ASSERT_TRUE(parse_weekdays(text).has_value()) << text;
    EXPECT_EQ(parse_weekdays(text)->to_ulong(), bits) << text;
  }
  for (const char* text : {"", "monday", "Mon", "mon-", "-fri", "mon,,tue", "mon/fri"}) {
    EXPECT_EQ(parse_weekdays(text), std::nullopt) << text;
  }
}

TEST(EditDistance, CountsInsertDeleteReplaceAndSwap) {
  EXPECT_EQ(edit_distance("", "abc"), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
  EXPECT_EQ(edit_distance("emial", "email"), 1);
  EXPECT_EQ(edit_distance("ca", "abc"), 3);  // optimal string alignment
  EXPECT_EQ(nearest("tiem_zone", std::vector<std::string>{"id", "time_zone", "name"}), "time_zone");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace evenkeel::settings
