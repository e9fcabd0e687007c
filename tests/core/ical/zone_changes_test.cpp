#include "core/ical/zone_changes.hpp"

#include "core/ical/calendar_text.hpp"
#include "core/ical/write.hpp"

namespace evenkeel::ical {
namespace {

std::vector<std::string> rules(const char* posix_tz) {
  const Zone zone("x", Seconds{0}, {}, posix_tz);
  const auto changes = zone_changes(zone, utc(2025, 1, 1), utc(2031, 1, 1));
  const auto found = yearly_rules(changes, 6);
  std::vector<std::string> texts;
  for (const YearlyRule& rule : found.value_or(std::vector<YearlyRule>{})) texts.push_back(rule.rrule);
  return texts;
}

using Rules = std::vector<std::string>;

TEST(YearlyRules, OfZonesAsTheirFootersSayThem) {  // the POSIX TZ rule is the source: Mmonth.week.day
  EXPECT_EQ(rules("CET-1CEST,M3.5.0,M10.5.0/3"),
            (Rules{"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"}));
  EXPECT_EQ(rules("EST5EDT,M3.2.0,M11.1.0"),
            (Rules{"FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"}));
  EXPECT_EQ(rules("NZST-12NZDT,M9.5.0,M4.1.0/3"),
            (Rules{"FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=9;BYDAY=-1SU"}));
}

TEST(YearlyRules, NoneWhereDaysFollowNoRule) {
  std::vector<Zone::Transition> irregular;
  for (int y = 2024; y < 2033; ++y) {
    irregular.push_back({utc(y, 3, 1 + static_cast<unsigned>(y % 7) * 3, 2), Hours{0}});
    irregular.push_back({utc(y, 5, 1 + static_cast<unsigned>(y % 5) * 4, 2), Hours{1}});
  }
  const Zone zone("Africa/Casablanca", Hours{1}, irregular, "");
  const auto changes = zone_changes(zone, utc(2025, 1, 1), utc(2031, 1, 1));
  EXPECT_EQ(changes.size(), 12U);
  EXPECT_FALSE(yearly_rules(changes, 6));
}

TEST(ZoneChanges, AreFoundToTheSecond) {
  const Zone zone("x", Hours{1},
                  {{utc(2026, 3, 29, 1), Hours{2}}, {utc(2026, 10, 25, 1) + Seconds{7}, Hours{1}}}, "");
  const auto changes = zone_changes(zone, utc(2026, 1, 1), utc(2027, 1, 1));
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].at, utc(2026, 3, 29, 1));
  EXPECT_EQ(changes[0].from, Hours{1});
  EXPECT_EQ(changes[0].to, Hours{2});
  EXPECT_EQ(changes[1].at, utc(2026, 10, 25, 1) + Seconds{7});
}

}  // namespace
}  // namespace evenkeel::ical
