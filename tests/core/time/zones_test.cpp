#include "core/time/zones.hpp"

#include "core/time/tzdata.hpp"
#include "core/time/tzid.hpp"
#include "core/time/windows_zones_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace evenkeel {
namespace {

using namespace test;
using By = Zones::Resolution::By;

class ZonesTest : public testing::Test {
 protected:
  Zones zones{tzdata};
  const Zone& owner = *zones.named("Europe/London");

  Zones::Resolution resolve(const char* tzid, const std::vector<VTimezone>& embedded = {},
                            std::optional<TzId> calendar = std::nullopt) {
    return zones.resolve(TzId{tzid}, embedded, calendar, owner);
  }
};

VTimezone plus_three(const char* name) {
  return {TzId{name}, {{local(1970, 1, 1), Hours{3}, Hours{3}, {}, {}}}};
}

struct Meaning {
  const char* tzid;
  const char* iana;
  By by;
};

TEST_F(ZonesTest, KnowsWhatSendersWrite) {  // P72, P77
  for (const auto& [tzid, iana, by] : {
           Meaning{"Europe/London", "Europe/London", By::iana},
           Meaning{"GB-Eire", "GB-Eire", By::iana},
           Meaning{"Etc/GMT+5", "Etc/GMT+5", By::iana},
           Meaning{"europe/LONDON", "Europe/London", By::alias},
           Meaning{"america/port-AU-prince", "America/Port-au-Prince", By::alias},
           Meaning{" \"Europe/Berlin\" ", "Europe/Berlin", By::alias},
           Meaning{"US/Pacific-New", "America/Los_Angeles", By::alias},
           Meaning{"/freeassociation.sourceforge.net/Europe/London", "Europe/London", By::alias},
           Meaning{"/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia",
                   "America/Argentina/Ushuaia", By::alias},
           Meaning{"/softwarestudio.org/Olson_20011030_5/America/New_York", "America/New_York", By::alias},
           Meaning{"/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin", By::alias},
           Meaning{"tzone://Microsoft/Utc", "UTC", By::alias},
           Meaning{"W. Europe Standard Time", "Europe/Berlin", By::windows},
           Meaning{"gmt standard time", "Europe/London", By::windows},
           Meaning{"Pacific Standard Time ", "America/Los_Angeles", By::windows},
           Meaning{"UTC-11", "Etc/GMT+11", By::windows},
       }) {
    const auto found = resolve(tzid);
    EXPECT_EQ(found.zone->name(), iana) << tzid;
    EXPECT_EQ(found.by, by) << tzid;
  }
}

TEST_F(ZonesTest, TakesUtcOffsetsForNames) {
  for (const auto& [tzid, minutes] :
       {std::pair{"UTC-06:00", -360}, std::pair{"GMT+0100", 60}, std::pair{"+05:30", 330},
        std::pair{"GMT+1", 60}, std::pair{"utc+12:45", 765}, std::pair{"-03", -180}}) {
    const auto found = resolve(tzid);
    EXPECT_EQ(found.by, By::offset) << tzid;
    EXPECT_EQ(found.zone->offset_at(utc(2026, 7, 1)), Minutes{minutes}) << tzid;
  }
  for (const char* tzid : {"UTC+24", "GMT+1:60", "+", "UTC+1x", "UTC+01:00:00:00", "12"}) {
    EXPECT_EQ(resolve(tzid).by, By::owner) << tzid;
  }
}

TEST_F(ZonesTest, AsksInTheDesignsOrder) {  // P73, P75, P76
  const auto known = resolve("Europe/Berlin", {plus_three("Europe/Berlin")});
  EXPECT_EQ(known.zone, zones.named("Europe/Berlin"));
  const auto windows = resolve("Romance Standard Time", {plus_three("Romance Standard Time")});
  EXPECT_EQ(windows.by, By::windows);
  const auto embedded =
      resolve("tzone://Microsoft/Custom", {plus_three("tzone://Microsoft/Custom")}, TzId{"Asia/Tokyo"});
  EXPECT_EQ(embedded.by, By::embedded);
  EXPECT_EQ(embedded.zone->offset_at(utc(2026, 1, 1)), Hours{3});
  const auto calendar = resolve("Customized Time Zone", {plus_three("other")}, TzId{"Asia/Tokyo"});
  EXPECT_EQ(calendar.by, By::calendar);
  EXPECT_EQ(calendar.zone->name(), "Asia/Tokyo");
  const auto none = resolve("Customized Time Zone", {}, TzId{"nowhere"});
  EXPECT_EQ(none.by, By::owner);
  EXPECT_EQ(none.zone, &owner);
  const auto offset = resolve("UTC+02:00", {plus_three("UTC+02:00")}, TzId{"Asia/Tokyo"});
  EXPECT_EQ(offset.by, By::embedded);
  EXPECT_EQ(resolve("UTC+02:00", {}, TzId{"Asia/Tokyo"}).by, By::offset);
  auto broken = plus_three("Customized Time Zone");
  broken.observances[0].rrules = {"FREQ=SECONDLY"};
  EXPECT_EQ(resolve("Customized Time Zone", {broken}).by, By::owner);
}

TEST_F(ZonesTest, BuildsEqualVtimezonesOnce) {
  const Zone* first = nullptr;
  for (int i = 0; i < 10'000; ++i) {
    const auto found = resolve("Custom", {plus_three("Custom")});
    if (first == nullptr) first = found.zone;
    ASSERT_EQ(found.zone, first);
  }
  EXPECT_EQ(zones.embedded_count(), 1U);
  auto other = plus_three("Custom");
  other.observances[0].offset_to = Hours{4};
  EXPECT_NE(resolve("Custom", {other}).zone, first);
}

VTimezone numbered(int n) {
  auto timezone = plus_three("Custom");
  timezone.observances[0].dtstart += Seconds{n};
  return timezone;
}

TEST_F(ZonesTest, BuildNoMoreThanAThousandAndMakeRoomBetweenCycles) {
  for (int n = 0; n < 3'000; ++n) (void)resolve("Custom", {numbered(n)});
  EXPECT_EQ(zones.embedded_count(), 1'000U);
  EXPECT_EQ(resolve("Custom", {numbered(5'000)}).by, By::owner);
  EXPECT_EQ(resolve("Custom", {numbered(7)}).by, By::embedded);
  zones.make_room();
  EXPECT_EQ(zones.embedded_count(), 0U);
  EXPECT_EQ(resolve("Custom", {numbered(5'000)}).by, By::embedded);
  zones.make_room();  // there is room
  EXPECT_EQ(zones.embedded_count(), 1U);
}

// 48 changes a year for the 400 years after which they repeat, and a few more: 19,200 to 20,000 of each, and
// a million of all.
TEST_F(ZonesTest, BuildNoMoreThanAMillionTransitions) {
  VTimezone heavy{TzId{"Custom"}, {}};
  for (int month = 1; month <= 12; ++month) {
    for (const int day : {1, 8, 15, 22}) {
      heavy.observances.push_back({LocalTime{date(2020, 1, 1)}, Hours{1}, Hours{1 + day % 2}, {}, {}});
      heavy.observances.back().rrules = {"FREQ=YEARLY;BYMONTH=" + std::to_string(month) +
                                         ";BYMONTHDAY=" + std::to_string(day)};
    }
  }
  for (int n = 0; n < 60; ++n) {
    heavy.observances[0].dtstart += Seconds{1};
    (void)resolve("Custom", {heavy});
  }
  EXPECT_GE(zones.embedded_count(), 50U);
  EXPECT_LE(zones.embedded_count(), 53U);
  EXPECT_EQ(zones.why_not(heavy), "VTIMEZONE: there are too many others");
}

// What is only compared takes no room from what is needed.
TEST_F(ZonesTest, ComparingTakesNoRoom) {
  for (int n = 0; n < 3'000; ++n) (void)zones.as_sent(numbered(n));
  EXPECT_EQ(zones.embedded_count(), 0U);
  EXPECT_EQ(zones.as_sent(numbered(2'000)), nullptr);
  EXPECT_EQ(resolve("Custom", {numbered(2'000)}).by, By::embedded);
}

TEST(Zones, AskTheLoaderForNothingOutsideItsDirectory) {
  std::vector<std::string> asked;
  Zones zones([&](std::string_view name) -> std::optional<std::string> {
    asked.emplace_back(name);
    return std::nullopt;
  });
  for (const char* name : {"../../etc/passwd", "/etc/passwd", "a/../b", "", ".", "localtime",
                           "Europe//London", "Europe/London/", "a\\b", "x y"}) {
    EXPECT_EQ(zones.named(name), nullptr) << name;
    (void)zones.resolve(TzId{name}, {}, std::nullopt, zones.utc());
  }
  EXPECT_THAT(asked, testing::IsEmpty());
}

TEST(Zones, HaveEveryWindowsZoneInThisTzdata) {  // P74
  Zones zones(tzdata);
  EXPECT_GE(windows_zones.size(), 130U);
  EXPECT_TRUE(std::ranges::is_sorted(windows_zones, {}, &WindowsZone::windows));
  for (const auto& row : windows_zones) EXPECT_NE(zones.named(row.iana), nullptr) << row.iana;
}

// What absorb() makes of a name that came in a VCALENDAR with another X-WR-TIMEZONE.
TEST_F(ZonesTest, ReadANameInTheCalendarZoneThatItCarries) {
  const std::vector<VTimezone> foo{plus_three("Foo")};
  const TzId carried = with_calendar_zone(TzId{"Foo"}, TzId{"Asia/Tokyo"});
  EXPECT_EQ(resolve(carried.str().c_str(), foo, TzId{"Europe/Berlin"}).zone, zones.named("Asia/Tokyo"));
  const TzId none = with_calendar_zone(TzId{"Foo"}, std::nullopt);
  EXPECT_EQ(resolve(none.str().c_str(), foo, TzId{"Europe/Berlin"}).by, By::owner);
  EXPECT_EQ(bare_tzid(carried.str()), "Foo");
  // One that is known needs none.
  const TzId known = with_calendar_zone(TzId{"Europe/Paris"}, TzId{"Asia/Tokyo"});
  EXPECT_EQ(resolve(known.str().c_str(), {}, TzId{"Europe/Berlin"}).zone, zones.named("Europe/Paris"));
  EXPECT_EQ(resolve(with_calendar_zone(TzId{"Foo"}, TzId{"Mine"}).str().c_str(), {plus_three("Mine")}).by,
            By::calendar);
}

}  // namespace
}  // namespace evenkeel
