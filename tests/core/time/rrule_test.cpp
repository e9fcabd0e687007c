#include "core/time/rrule.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel {
namespace {

TEST(ParseRrule, ReadsEveryPart) {
  const auto rule = parse_rrule(
      "FREQ=YEARLY;INTERVAL=2;COUNT=7;BYSECOND=5,60;BYMINUTE=1;BYHOUR=3,2;BYDAY=-1SU,+2MO,TU;"
      "BYMONTHDAY=-1,31;BYYEARDAY=366;BYMONTH=12,1,1;BYSETPOS=-1;WKST=SU;RSCALE=GREGORIAN;SKIP=BACKWARD;X-Y="
      "1");
  ASSERT_TRUE(rule) << rule.error().text;
  RecurrenceRule expected;
  expected.frequency = Frequency::yearly;
  expected.interval = 2;
  expected.count = 7;
  expected.by_second = {5, 59};
  expected.by_minute = {1};
  expected.by_hour = {2, 3};
  expected.by_day = {{-1, std::chrono::Sunday}, {0, std::chrono::Tuesday}, {2, std::chrono::Monday}};
  expected.by_monthday = {-1, 31};
  expected.by_yearday = {366};
  expected.by_month = {1, 12};
  expected.by_setpos = {-1};
  expected.week_start = std::chrono::Sunday;
  expected.skip = Skip::backward;
  EXPECT_EQ(*rule, expected);
}

TEST(ParseRrule, ReadsTheThreeFormsOfUntil) {
  using std::chrono::January;
  const Date day{std::chrono::year{2026} / January / 31};
  EXPECT_EQ(parse_rrule("FREQ=DAILY;UNTIL=20260131")->until, Until{day});
  EXPECT_EQ(parse_rrule("FREQ=DAILY;UNTIL=20260131T080000")->until, Until{LocalTime{day} + Hours{8}});
  EXPECT_EQ(parse_rrule("FREQ=DAILY;UNTIL=20260131t080000z")->until,
            Until{Instant{(LocalTime{day} + Hours{8}).time_since_epoch()}});
}

// RFC 5545 3.3.10 has no blanks; a series that is missing would be worse than one read from a careless hand.
TEST(ParseRrule, ReadsOverBlanks) {
  EXPECT_EQ(*parse_rrule(" FREQ = WEEKLY ; BYDAY=MO, TU ;BYHOUR= 9 ,\t10; COUNT=2 "),
            *parse_rrule("FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9,10;COUNT=2"));
  for (const char* text : {"FREQ=WEEKLY;BYDAY=MO, ,TU", "FREQ=WEEKLY;BYDAY=M O", "FREQ=DAILY;BYHOUR=1 0"})
    EXPECT_FALSE(parse_rrule(text)) << text;
}

TEST(ParseRrule, RefusesWhatTheStandardForbids) {
  for (const char* text : {"",
                           ";",
                           "INTERVAL=2",
                           "FREQ=",
                           "FREQ=FORTNIGHTLY",
                           "FREQ=DAILY;FREQ=DAILY",
                           "FREQ=DAILY;COUNT=0",
                           "FREQ=DAILY;COUNT=-1",
                           "FREQ=DAILY;COUNT=",
                           "FREQ=DAILY;INTERVAL=0",
                           "FREQ=DAILY;UNTIL=20260230",
                           "FREQ=DAILY;UNTIL=2026",
                           "FREQ=DAILY;UNTIL=20260101T",
                           "FREQ=DAILY;UNTIL=20260101T250000Z",
                           "FREQ=DAILY;UNTIL=20260101T-10000",
                           "FREQ=DAILY;BYHOUR=24",
                           "FREQ=DAILY;BYMINUTE=60",
                           "FREQ=DAILY;BYSECOND=61",
                           "FREQ=DAILY;BYMONTH=13",
                           "FREQ=YEARLY;BYMONTH=5L",
                           "FREQ=MONTHLY;BYMONTHDAY=0",
                           "FREQ=MONTHLY;BYMONTHDAY=32",
                           "FREQ=YEARLY;BYYEARDAY=367",
                           "FREQ=YEARLY;BYWEEKNO=54",
                           "FREQ=MONTHLY;BYDAY=MO,",
                           "FREQ=MONTHLY;BYDAY=0MO",
                           "FREQ=MONTHLY;BYDAY=54MO",
                           "FREQ=MONTHLY;BYDAY=XX",
                           "FREQ=DAILY;WKST=1MO",
                           "FREQ=DAILY;BYEASTER=1",
                           "FREQ",
                           "FREQ=DAILY;BYSETPOS=1",
                           "FREQ=MONTHLY;BYWEEKNO=1",
                           "FREQ=WEEKLY;BYMONTHDAY=1",
                           "FREQ=MONTHLY;BYYEARDAY=1",
                           "FREQ=WEEKLY;BYDAY=1MO",
                           "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO",
                           "FREQ=MONTHLY;SKIP=FORWARD",
                           "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=SIDEWAYS",
                           "FREQ=MONTHLY;BYMONTHDAY=--1"}) {
    const auto rule = parse_rrule(text);
    ASSERT_FALSE(rule) << text;
    EXPECT_EQ(rule.error().kind, ErrorKind::invalid_data) << text;
  }
  EXPECT_FALSE(parse_rrule("FREQ=DAILY;BYHOUR=" + std::string(10'000, '1')));
}

TEST(ParseRrule, SaysThatAnotherCalendarIsNotSupported) {
  EXPECT_EQ(parse_rrule("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L").error().kind, ErrorKind::unsupported);
  EXPECT_EQ(parse_rrule("FREQ=YEARLY;BYMONTH=5L;RSCALE=CHINESE").error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace evenkeel
