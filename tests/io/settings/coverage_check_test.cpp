// A coverage that contradicts itself, or the people who are to cover it.
#include "io/settings/complaints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::expect_error;
using test::expect_nothing;
using test::expect_warning;
using test::load_with;
using test::said;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kGran =
    "[[helper]]\nid = \"gran\"\navailable = { tue = \"14:00-19:00\", sat = \"20:00-07:00\" }\n";
const std::string kPickUp = "[[coverage]]\nid = \"c\"\ntime = \"15:15-16:00\"\n";

TEST(CoverageCheck, ACoverageNobodyMayCover) {
  expect_error(kPickUp + "rrule = \"FREQ=DAILY\"\nwho = []\n", "nobody may cover this");
  expect_error(kGran + kPickUp + "rrule = \"FREQ=WEEKLY;BYDAY=MO,WE\"\nwho = [\"gran\"]\n",
               "none of them is ever `available`");
  expect_warning(kGran + kPickUp + "rrule = \"FREQ=WEEKLY;BYDAY=MO,TU\"\nwho = [\"gran\"]\n",
                 "coverage.who: by their hours nobody of them can do it on mon");
  expect_nothing(kGran + kPickUp + "rrule = \"FREQ=WEEKLY;BYDAY=TU\"\nwho = [\"gran\"]\n");
}

TEST(CoverageCheck, AvailabilityGoesPastMidnight) {
  const std::string night = "[[coverage]]\nid = \"n\"\ntime = \"22:00-06:00\"\nwho = [\"gran\"]\n";
  expect_nothing(kGran + night + "rrule = \"FREQ=WEEKLY;BYDAY=SA\"\n");
  expect_error(kGran + night + "rrule = \"FREQ=WEEKLY;BYDAY=SU\"\n", "none of them is ever `available`");
}

TEST(CoverageCheck, FixedHoursOfEverybody) {
  expect_warning("fixed_hours = true\n" + kPickUp + "rrule = \"FREQ=WEEKLY;BYDAY=MO,SU\"\nwho = [\"sam\"]\n",
                 "coverage.who: by their hours nobody of them can do it on mon");
}

TEST(CoverageCheck, UsualSomebodyWhoMayNot) {
  expect_error(kGran + kPickUp + "rrule = \"FREQ=DAILY\"\nusual = { mon = \"gran\" }\n",
               "\"gran\" is not in `who`");
  expect_warning(kGran + kPickUp + "rrule = \"FREQ=DAILY\"\ntravel = { gran = \"5m\" }\n",
                 "coverage.travel: \"gran\" is not in `who`");
}

TEST(CoverageCheck, ARuleWithoutADate) {
  expect_error(kPickUp + "rrule = \"FREQ=WEEKLY;UNTIL=20200101\"\n", "this rule yields no date");
}

TEST(CoverageCheck, RangesThatOverlap) {
  expect_warning("[[coverage]]\nid = \"c\"\ntime = \"08:00-12:30, 12:00-17:00\"\nrrule = \"FREQ=DAILY\"\n",
                 "coverage.time: two of these ranges overlap");
  expect_nothing("[[coverage]]\nid = \"c\"\ntime = \"08:00-12:30, 12:30-17:00\"\nrrule = \"FREQ=DAILY\"\n");
}

// One range that they can do is enough: it is no coverage without anybody.
TEST(CoverageCheck, OneRangeOfSeveralThatNobodyCanDo) {
  const std::string two = "[[coverage]]\nid = \"c\"\ntime = \"08:00-09:00, 15:00-16:00\"\nwho = [\"gran\"]\n";
  expect_warning(kGran + two + "rrule = \"FREQ=WEEKLY;BYDAY=TU\"\n",
                 "coverage.who: by their hours nobody of them can do 08:00-09:00 on tue");
  expect_error(kGran + two + "rrule = \"FREQ=WEEKLY;BYDAY=MO\"\n", "none of them is ever `available`");
}

TEST(CoverageCheck, EventsThatNobodyCanMeet) {
  const std::string on = "on = { calendar = \"school\", match = \"inset\" }\n";
  const std::string school = "[[household.calendar]]\nname = \"school\"\nurl = \"/v/school\"\n";
  const std::string two = "[[coverage]]\nid = \"c\"\ntime = \"08:00-09:00, 15:00-16:00\"\nwho = [\"gran\"]\n";
  expect_warning(school + kGran + two + on,
                 "coverage.who: by their hours nobody of them can do 08:00-09:00 on any day");
}

// "how early they must be asked": windows are looked at as far as the horizon. Who agreed to an earlier one
// needs no notice, so it may be a slip, no more.
TEST(CoverageCheck, SomebodyWhoIsNeverAskedInTime) {
  const std::string never = "[[helper]]\nid = \"gran\"\navailable = { mon-sun = \"00:00-24:00\" }\nnotice = ";
  const std::string who = kPickUp + "rrule = \"FREQ=DAILY\"\nwho = [\"gran\"]\n";
  expect_nothing(never + "\"26w\"\n" + who);
  expect_warning(never + "\"27w\"\n" + who, "helper.notice: longer than `household.horizon`");
}

TEST(CoverageCheck, AUsualHelperWhoIsNotThere) {
  const std::string daily = kGran + kPickUp + "rrule = \"FREQ=DAILY\"\nwho = [\"alex\", \"sam\", \"gran\"]\n";
  expect_warning(daily + "usual = { mon = \"gran\", tue = \"gran\", wed = \"sam\" }\n",
                 "coverage.usual: \"gran\" is not `available` at this time on mon");
  expect_nothing(daily + "usual = { tue = \"gran\", fri = \"alex\" }\n");
  // By a rule of Tuesdays there is no window on Monday that she could miss.
  expect_nothing(
      kGran + kPickUp +
      "rrule = \"FREQ=WEEKLY;BYDAY=TU\"\nwho = [\"sam\", \"gran\"]\nusual = { mon-tue = \"gran\" }\n");
}

}  // namespace
}  // namespace evenkeel
