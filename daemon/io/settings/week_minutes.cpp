#include "io/settings/week_minutes.hpp"

#include "core/time/rrule.hpp"

namespace evenkeel::settings {

namespace {

constexpr int kAheadDays = 4 * 366;  // a rule's dates repeat their weekdays within that

std::size_t minutes(Seconds s) {
  return static_cast<std::size_t>(s / Minutes(1));
}

std::size_t length(const DayRange& range) {
  return minutes(range.end - range.start);
}

std::size_t first(std::size_t day, const DayRange& range) {
  return day * 24 * 60 + minutes(range.start);
}

}  // namespace

WeekMinutes::WeekMinutes(const WeekRanges& week) {
  add(week);
}

void WeekMinutes::add(const WeekRanges& week) {
  for (std::size_t day = 0; day < 7; ++day) {
    for (const DayRange& range : week.days.at(day)) {
      for (std::size_t i = 0; i < length(range); ++i) minutes_.set((first(day, range) + i) % kWeek);
    }
  }
}

bool WeekMinutes::covers(std::size_t day, const DayRange& range) const {
  return count(day, range) == length(range);
}

bool WeekMinutes::meets(std::size_t day, const DayRange& range) const {
  return count(day, range) > 0;
}

std::size_t WeekMinutes::count(std::size_t day, const DayRange& range) const {
  std::size_t n = 0;
  for (std::size_t i = 0; i < length(range); ++i) n += minutes_[(first(day, range) + i) % kWeek] ? 1U : 0U;
  return n;
}

bool overlap(const WeekRanges& week) {
  std::size_t all = 0;
  for (const DayRanges& day : week.days) {
    for (const DayRange& range : day) all += length(range);
  }
  return WeekMinutes(week).size() < all;
}

Weekdays weekdays_of(const std::string& rrule, Date anchor) {
  const auto rule = parse_rrule(rrule);
  if (rrule.empty() || !rule) return Weekdays().set();
  Budget budget;
  Weekdays days;
  for (const Date date : rule_dates(*rule, anchor, {anchor, anchor + Days(kAheadDays)}, budget)) {
    days.set(std::chrono::weekday(std::chrono::sys_days(date.time_since_epoch())).iso_encoding() - 1);
  }
  return days;
}

}  // namespace evenkeel::settings
