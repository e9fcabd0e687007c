#include "core/time/text.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

Instant at(int year, unsigned month, unsigned day, Seconds time) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) +
         time;
}

TEST(TimeText, InstantsGoThereAndBack) {
  EXPECT_EQ(rfc3339(at(2026, 11, 21, 9h)), "2026-11-21T09:00:00Z");
  EXPECT_EQ(parse_rfc3339("2026-11-21T09:00:00Z"), at(2026, 11, 21, 9h));
  EXPECT_EQ(parse_rfc3339("2026-11-21T09:00:00.999+01:30"), at(2026, 11, 21, 7h + 30min));
  EXPECT_EQ(parse_rfc3339("2026-11-20T23:00:00-05:00"), at(2026, 11, 21, 4h));
}

TEST(TimeText, WhatIsNoInstantIsRefused) {
  for (const char* text :
       {"", "2026-11-21", "2026-11-21T09:00:00", "2026-02-30T09:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T09:00:00Zx", "2026-11-21T09:00:00.Z", "20261121T090000Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
  EXPECT_FALSE(parse_iso_date("2026-13-01"));
  EXPECT_FALSE(parse_iso_date("2026-11-211"));
}

TEST(TimeText, WeeksAreThoseOfIso8601) {
  EXPECT_EQ(iso_week(*parse_iso_date("2026-11-23")), "2026-W48");
  EXPECT_EQ(iso_week(*parse_iso_date("2027-01-03")), "2026-W53");  // a Sunday: its Thursday lies in 2026
  EXPECT_EQ(iso_week(*parse_iso_date("2024-12-30")), "2025-W01");
}

TEST(TimeText, LengthsAreRoundedHalfUp) {
  EXPECT_EQ(length_text(45min), "45 min");
  EXPECT_EQ(length_text(14h + 30min), "14 h 30 min");
  EXPECT_EQ(length_text(22h), "22 h");
  EXPECT_EQ(length_text(59min + 30s), "1 h");
}

TEST(TimeText, DaysAreShort) {
  EXPECT_EQ(day_text(*parse_iso_date("2026-12-11")), "Fri 11 Dec");
}

}  // namespace
}  // namespace evenkeel
