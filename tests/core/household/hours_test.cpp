#include "core/household/hours.hpp"

#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::date;

// DESIGN section 3: each end of a range is resolved by itself, so a night lasts 10 or 12 hours. London leaves
// summer time on 25 October 2026 and enters it on 28 March 2027.
TEST(Hours, ANightOverAChangeOfTheClockIsLongerOrShorter) {
  test::Home home;
  const DayRange night{Hours(20), Hours(31)};
  EXPECT_EQ(range_on(date(2026, 10, 24), night, *home.settings.zone).length(), Hours(12));
  EXPECT_EQ(range_on(date(2027, 3, 27), night, *home.settings.zone).length(), Hours(10));
  EXPECT_EQ(range_on(date(2026, 11, 24), night, *home.settings.zone).length(), Hours(11));
}

TEST(Hours, ARangeThatBeganTheDayBeforeCounts) {
  test::Home home;
  const WeekRanges nights = test::every_day("MTWTFSS", Hours(20), Hours(31));
  const Interval morning{test::nov(24, 5), test::nov(24, 12)};
  EXPECT_EQ(hours_in(nights, *home.settings.zone, morning).total(), Hours(2));
}

TEST(Hours, DatesOfAnIntervalAreThoseOnWhichItHasTime) {
  test::Home home;
  const Zone& zone = *home.settings.zone;
  EXPECT_EQ(dates_of({test::nov(24, 22), test::nov(25, 0)}, zone),
            (DateSpan{date(2026, 11, 24), date(2026, 11, 25)}));
  EXPECT_EQ(dates_of({test::nov(24, 22), test::nov(25, 1)}, zone),
            (DateSpan{date(2026, 11, 24), date(2026, 11, 26)}));
  const DateSpan none = dates_of({test::nov(24, 22), test::nov(24, 22)}, zone);
  EXPECT_EQ(none.first, none.end);
}

TEST(Hours, ADateIsDueAtTheEndOfItsWorkingHoursElseAtMidnight) {
  test::Home home;
  const Partner& alex = home.settings.partners[0];
  EXPECT_EQ(end_of_work(alex, date(2026, 11, 27)), test::nov(27, 17));
  EXPECT_EQ(end_of_work(alex, date(2026, 11, 28)), test::nov(29));  // a Saturday
}

TEST(Hours, AnAllDayBodyTakesWorkingHoursOrNineToFive) {
  test::Home home;
  const WorkDays days(home.settings.partners[0], {date(2026, 11, 1), date(2026, 12, 1)});
  const auto body = days.bodies({date(2026, 11, 27), date(2026, 11, 29)});  // Friday, Saturday
  ASSERT_EQ(body.size(), 2U);
  EXPECT_EQ(body[1], test::nov_span(28, 9, 17));
  EXPECT_EQ(days.hours().total({test::nov(23), test::nov(30)}), Hours(40));
}

TEST(Hours, RangesMayBeWrittenInAnyOrder) {
  test::Home home;
  Partner& alex = home.settings.partners[0];
  alex.working_hours.days[4] = {{Hours(13), Hours(17)}, {Hours(9), Hours(12)}, {Hours(11), Hours(12)}};
  const WorkDays days(alex, {date(2026, 11, 1), date(2026, 12, 1)});
  const auto body = days.bodies({date(2026, 11, 27), date(2026, 11, 28)});
  ASSERT_EQ(body.size(), 2U);
  EXPECT_EQ(body[0], test::nov_span(27, 9, 12));
  EXPECT_EQ(body[1], test::nov_span(27, 13, 17));
}

}  // namespace
}  // namespace evenkeel
