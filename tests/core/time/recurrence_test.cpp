#include "core/time/recurrence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace evenkeel {
namespace {

int digits(const std::string& text, std::size_t at, std::size_t size) {
  return std::stoi(text.substr(at, size));
}

LocalTime local(const std::string& text, Seconds time_of_day = Seconds{0}) {
  const Date date{std::chrono::year{digits(text, 0, 4)} / digits(text, 4, 2) / digits(text, 6, 2)};
  if (text.size() == 8) return LocalTime{date} + time_of_day;
  return LocalTime{date} + Hours{digits(text, 9, 2)} + Minutes{digits(text, 11, 2)} +
         Seconds{digits(text, 13, 2)};
}

struct Example {
  std::string dtstart, rule;
  std::vector<std::string> expected;
  bool endless = false;
};

std::vector<Example> examples() {
  std::ifstream file(EVENKEEL_TEST_DATA "/rfc5545-examples.txt");
  std::vector<Example> all;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    Example e;
    std::string word;
    words >> e.dtstart >> word >> e.rule >> word;
    while (words >> word) e.expected.push_back(word);
    if (e.expected.back() == "...") {
      e.endless = true;
      e.expected.pop_back();
    }
    all.push_back(e);
  }
  return all;
}

Recurrence::Values values_of(const std::string& dtstart) {
  return dtstart.size() == 8 ? Recurrence::Values::dates : Recurrence::Values::date_times;
}

LocalTime last_of(const RecurrenceRule& rule) {
  if (rule.until) return std::get<LocalTime>(*rule.until);
  return local("21501231");
}

TEST(Recurrence, YieldsTheExamplesOfTheStandards) {
  const auto all = examples();
  ASSERT_GE(all.size(), 65U);
  for (const auto& e : all) {
    SCOPED_TRACE(e.dtstart + " " + e.rule);
    const auto rule = parse_rrule(e.rule);
    ASSERT_TRUE(rule) << rule.error().text;
    const LocalTime start = local(e.dtstart);
    const auto time = start - std::chrono::floor<Days>(start);
    Recurrence recurrence(*rule, start, values_of(e.dtstart));
    Budget budget;
    for (const auto& expected : e.expected) {
      const auto got = recurrence.next(last_of(*rule), budget);
      ASSERT_TRUE(got) << "nothing for " << expected;
      EXPECT_EQ(*got, local(expected, time)) << expected;
    }
    EXPECT_EQ(recurrence.next(last_of(*rule), budget).has_value(), e.endless);
  }
}

TEST(Recurrence, GivesTheSameFromTheMiddleAsFromTheStart) {
  std::mt19937 random(42);  // NOLINT(cert-msc51-cpp): the same every time
  for (const auto& e : examples()) {
    SCOPED_TRACE(e.dtstart + " " + e.rule);
    const auto rule = *parse_rrule(e.rule);
    const LocalTime start = local(e.dtstart);
    const LocalTime last = std::min(last_of(rule), start + Days{4000});
    Budget budget;
    Recurrence whole(rule, start, values_of(e.dtstart));
    std::vector<LocalTime> all;
    while (const auto t = whole.next(last, budget)) all.push_back(*t);
    for (int i = 0; i < 20; ++i) {
      const LocalTime from = start + Seconds{std::uniform_int_distribution(-86400, 90'000'000)(random)};
      Recurrence part(rule, start, values_of(e.dtstart));
      part.seek(from);
      budget = {};
      std::vector<LocalTime> got;
      while (const auto t = part.next(last, budget)) got.push_back(*t);
      const auto first = std::ranges::lower_bound(all, from);
      ASSERT_EQ(got, std::vector(first, all.end())) << "from " << from.time_since_epoch();
    }
  }
}

// COUNT is kept by arithmetic where every period has as many instances; this must not miscount one.
TEST(Recurrence, CountsTheSameFromTheMiddle) {
  for (const char* text : {"FREQ=DAILY;INTERVAL=3",
                           "FREQ=DAILY;BYHOUR=8,9",
                           "FREQ=WEEKLY;BYDAY=MO,TH,SU",
                           "FREQ=WEEKLY;BYDAY=MO,TH,SU;BYSETPOS=-1",
                           "FREQ=MONTHLY;BYMONTHDAY=1,28",
                           "FREQ=MONTHLY",
                           "FREQ=MONTHLY;BYMONTHDAY=28,-1",
                           "FREQ=MONTHLY;BYMONTHDAY=30",
                           "FREQ=MONTHLY;BYDAY=1MO,-4MO",
                           "FREQ=MONTHLY;BYDAY=-1FR,-2MO",
                           "FREQ=MONTHLY;BYDAY=5FR",
                           "FREQ=YEARLY;BYMONTH=2,3",
                           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-29",
                           "FREQ=YEARLY;BYYEARDAY=366",
                           "FREQ=HOURLY;INTERVAL=7",
                           "FREQ=MINUTELY;INTERVAL=17;BYSECOND=5,6",
                           "FREQ=HOURLY;BYHOUR=4,9;BYMINUTE=1,2",
                           "FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE,TH",
                           "FREQ=DAILY;BYMONTH=2;BYDAY=MO,TU",
                           "FREQ=WEEKLY;BYMONTH=2,3",
                           "FREQ=WEEKLY;WKST=SU;BYDAY=SU,MO,SA",
                           "FREQ=WEEKLY;INTERVAL=2;BYMONTH=1,2;WKST=SU;BYDAY=SU",
                           "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
                           "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29,30,31",
                           "FREQ=MONTHLY;INTERVAL=3;BYDAY=5MO,-5MO,FR",
                           "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
                           "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
                           "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,22",
                           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                           "FREQ=YEARLY;BYDAY=20MO,-53WE",
                           "FREQ=YEARLY;BYWEEKNO=1,53",
                           "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1,53;BYDAY=MO,SU",
                           "FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=1,365,366",
                           "FREQ=YEARLY;INTERVAL=4;BYYEARDAY=60,-306",
                           "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=FORWARD"}) {
    for (const int count : {1, 2, 3, 10, 40, 41}) {
      SCOPED_TRACE(std::string(text) + " " + std::to_string(count));
      const auto rule = *parse_rrule(std::string(text) + ";COUNT=" + std::to_string(count));
      const LocalTime start = local("20240129T083000");
      std::vector<LocalTime> all;
      Recurrence whole(rule, start);
      Budget budget;
      while (const auto t = whole.next(local("30001231"), budget)) all.push_back(*t);
      ASSERT_EQ(all.size(), static_cast<std::size_t>(count));
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (const Seconds off : {Seconds{-1}, Seconds{0}, Seconds{1}}) {
          budget = {};
          Recurrence part(rule, start);
          part.seek(all[i] + off);
          std::vector<LocalTime> got;
          while (const auto t = part.next(local("30001231"), budget)) got.push_back(*t);
          ASSERT_EQ(got, std::vector(std::ranges::lower_bound(all, all[i] + off), all.end()));
        }
      }
    }
  }
}

TEST(Recurrence, EndsWithinItsBudget) {  // P98
  for (const char* text :
       {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=60;BYSECOND=30;COUNT=5", "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5;COUNT=5",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=YEARLY;INTERVAL=99999999999999999"}) {
    SCOPED_TRACE(text);
    const auto rule = parse_rrule(text);
    ASSERT_TRUE(rule);
    Budget budget;
    Recurrence recurrence(*rule, local("20260101T000000"));
    recurrence.seek(local("20260102"));
    EXPECT_FALSE(recurrence.next(local("99991231"), budget));
  }
}

TEST(Recurrence, TakesABombsStepsAndNoMore) {
  std::string list = "0";
  for (int i = 1; i < 60; ++i) list += ',' + std::to_string(i);
  const auto rule = parse_rrule(
      "FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMINUTE=" + list +
      ";BYSECOND=" + list);
  ASSERT_TRUE(rule);
  Budget budget;
  Recurrence recurrence(*rule, local("20260101T000000"));
  std::uint64_t count = 0;
  while (recurrence.next(local("99991231"), budget)) ++count;
  EXPECT_EQ(count, 1'000'000U);
  EXPECT_TRUE(budget.cut);
}

TEST(Recurrence, CostsNoMoreForHavingBegunLongAgo) {
  for (const char* text : {"FREQ=DAILY", "FREQ=DAILY;COUNT=30000", "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=9000",
                           "FREQ=SECONDLY;INTERVAL=17", "FREQ=MONTHLY;BYDAY=-1FR"}) {
    SCOPED_TRACE(text);
    const auto rule = *parse_rrule(text);
    Budget budget;
    Recurrence recurrence(rule, local("19700105T090000"));
    recurrence.seek(local("20260101"));
    while (recurrence.next(local("20260108"), budget)) {
    }
    EXPECT_GE(budget.steps, 1'000'000U - 7 * 86400 / 17 - 20);
  }
}

TEST(RuleDates, AreThoseInTheRangeAndNotTheAnchor) {
  const auto rule = *parse_rrule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260112T120000Z");
  Budget budget;
  const auto day = [](const char* text) { return std::chrono::floor<Days>(local(text)); };
  EXPECT_EQ(rule_dates(rule, day("20260101"), {day("20251201"), day("20260201")}, budget),
            (std::vector{day("20260105"), day("20260112")}));
  EXPECT_EQ(rule_dates(rule, day("20260101"), {day("20260105"), day("20260112")}, budget),
            (std::vector{day("20260105")}));
  const auto hourly = *parse_rrule("FREQ=HOURLY");
  EXPECT_TRUE(rule_dates(hourly, day("20260101"), {day("20260105"), day("20260112")}, budget).empty());
}

}  // namespace
}  // namespace evenkeel
