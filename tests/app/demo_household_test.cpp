#include "app/commands/demo_household.hpp"

#include "core/ical/read.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

TEST(DemoHousehold, EveryCalendarReadsWithoutAWarning) {
  const Date saturday(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21).time_since_epoch());
  int calendars = 0;
  for (int day = 0; day < 7; ++day) {
    for (const auto& [path, text] : demo_household(saturday + Days(day))) {
      if (!path.ends_with(".ics")) continue;
      ++calendars;
      const auto read = ical::read(text, {});
      ASSERT_TRUE(read) << path << ": " << read.error().text;
      EXPECT_TRUE(read->warnings.empty()) << path;
      EXPECT_EQ(read->objects.size(), 1U) << path;
    }
  }
  EXPECT_EQ(calendars, 7 * 10);
}

}  // namespace
}  // namespace evenkeel
