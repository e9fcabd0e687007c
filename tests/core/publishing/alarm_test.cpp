#include "core/publishing/alarm.hpp"

#include "household.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

const DayRange night{Hours{21}, Hours{31}};

TEST(FindingAlarm, isAtSevenInTheEveningOfTheDayBefore) {
  EXPECT_EQ(finding_alarm(at(11, 26, 15, 15), Days{1}, night, london()), at(11, 25, 19));
  EXPECT_EQ(finding_alarm(at(11, 26, 0), Days{1}, night, london()), at(11, 25, 19));
  EXPECT_EQ(finding_alarm(at(11, 26, 15), Seconds{0}, night, london()), at(11, 26, 19));
}

TEST(FindingAlarm, followsLocalTimeAcrossTheChange) {
  // Clocks go back on 25 October 2026; 24 h before noon of that day is 13:00 of the 24th (summer time).
  EXPECT_EQ(finding_alarm(at(10, 25, 12), Days{1}, night, london()), at(10, 24, 18) + Hours{1});
  EXPECT_EQ(london().to_local(finding_alarm(at(10, 25, 12), Days{1}, night, london())), local(10, 24, 19));
}

TEST(FindingAlarm, soundsBeforeAQuietTimeThatHoldsTheHour) {
  EXPECT_EQ(finding_alarm(at(11, 26, 12), Days{1}, {Hours{18}, Hours{31}}, london()), at(11, 25, 17, 45));
  // Quiet from 20:00 to 20:00 of the next day but a minute: 19:00 belongs to the quiet of the evening before.
  EXPECT_EQ(finding_alarm(at(11, 26, 12), Days{1}, {Hours{20}, Hours{43} + Minutes{59}}, london()),
            at(11, 24, 19, 45));
}

TEST(FindingAlarm, theEndOfTheQuietIsNotQuiet) {
  EXPECT_EQ(finding_alarm(at(11, 26, 12), Days{1}, {Hours{13}, Hours{19}}, london()), at(11, 25, 19));
  EXPECT_EQ(finding_alarm(at(11, 26, 12), Days{1}, {Hours{19}, Hours{20}}, london()), at(11, 25, 18, 45));
}

}  // namespace
}  // namespace evenkeel::test
