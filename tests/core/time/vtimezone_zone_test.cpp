#include "core/time/vtimezone_zone.hpp"

#include "core/time/tzdata.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace test;

/// As Outlook writes it: from 1601 on.
VTimezone outlook_berlin() {
  return {TzId{"Customized Time Zone"},
          {{local(1601, 1, 1, 3), Hours{2}, Hours{1}, {"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"}, {}},
           {local(1601, 1, 1, 2), Hours{1}, Hours{2}, {"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"}, {}}}};
}

TEST(VtimezoneZone, FollowsOutlooksRulesFrom1601ToTheEnd) {
  const auto zone = zone_of(outlook_berlin());
  ASSERT_TRUE(zone) << zone.error().text;
  Zones zones(tzdata);
  const Zone* berlin = zones.named("Europe/Berlin");
  for (int year = 1997; year < 9990; year += 13) {
    for (const unsigned month : {1U, 3U, 4U, 7U, 10U, 11U}) {
      const Instant t = utc(year, month, 29, 1);
      ASSERT_EQ((*zone)->offset_at(t), berlin->offset_at(t)) << year << '-' << month;
    }
  }
  EXPECT_EQ((*zone)->lookup(local(2026, 3, 29, 2, 30)).kind, Zone::Lookup::Kind::skipped);
}

TEST(VtimezoneZone, PutsSeveralObservancesTogether) {
  // New York before and after 2007 (RFC 5545 3.6.5 has it so), and a single change by RDATE.
  const VTimezone ny{
      TzId{"x"},
      {{local(1998, 10, 25, 2),
        Hours{-4},
        Hours{-5},
        {"FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z"},
        {}},
       {local(1999, 4, 4, 2),
        Hours{-5},
        Hours{-4},
        {"FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z"},
        {}},
       {local(2007, 3, 11, 2), Hours{-5}, Hours{-4}, {"FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20110101"}, {}},
       {local(2007, 11, 4, 2), Hours{-4}, Hours{-5}, {"FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;COUNT=4"}, {}},
       {local(2012, 5, 1, 0), Hours{-5}, Hours{-3}, {}, {local(2014, 5, 1, 0)}},
       {local(2013, 5, 1, 0), Hours{-3}, Hours{-5}, {}, {}}}};
  const auto built = zone_of(ny);
  ASSERT_TRUE(built);
  const Zone& zone = **built;
  EXPECT_EQ(zone.offset_at(utc(1990, 1, 1)), Hours{-4});
  EXPECT_EQ(zone.offset_at(utc(2006, 4, 3)), Hours{-4});
  EXPECT_EQ(zone.offset_at(utc(2006, 10, 29, 5, 59)), Hours{-4});
  EXPECT_EQ(zone.offset_at(utc(2006, 10, 29, 6)), Hours{-5});
  EXPECT_EQ(zone.offset_at(utc(2007, 3, 12)), Hours{-4});
  EXPECT_EQ(zone.offset_at(utc(2010, 11, 8)), Hours{-5});
  EXPECT_EQ(zone.offset_at(utc(2011, 7, 1)), Hours{-5});
  EXPECT_EQ(zone.offset_at(utc(2012, 6, 1)), Hours{-3});
  EXPECT_EQ(zone.offset_at(utc(2013, 6, 1)), Hours{-5});
  EXPECT_EQ(zone.offset_at(utc(2500, 6, 1)), Hours{-3});
}

TEST(VtimezoneZone, RefusesBombsAndNonsense) {  // P99
  const auto with_rule = [](const char* rule) {
    auto zone = outlook_berlin();
    zone.observances[0].rrules = {rule};
    return zone_of(zone).has_value();
  };
  EXPECT_TRUE(with_rule("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"));
  for (const char* rule :
       {"FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=1SU", "nonsense",
        "FREQ=YEARLY;INTERVAL=7", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=1,2,3,4"}) {
    EXPECT_FALSE(with_rule(rule)) << rule;
  }
  EXPECT_FALSE(zone_of({TzId{"x"}, {}}));
  auto wide = outlook_berlin();
  wide.observances[0].offset_to = Hours{27};
  EXPECT_FALSE(zone_of(wide));
  auto many = outlook_berlin();
  many.observances.resize(51, many.observances[0]);
  EXPECT_FALSE(zone_of(many));
}

}  // namespace
}  // namespace evenkeel
