#include "core/time/day_machine.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace evenkeel {
namespace {

using std::chrono::January;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::int64_t last_year = 9999;
// Weeks 1 and 53 reach three days over the year's ends, a SKIP one day over those of its period.
constexpr Days reach{4};

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

int year_number(Date day) {
  return static_cast<int>(year_month_day{day}.year());
}

/// The year in whose weeks a day lies.
int week_year(Date day, weekday week_start) {
  const int y = year_number(day);
  if (day < first_week(year{y}, week_start)) return y - 1;
  return day < first_week(year{y + 1}, week_start) ? y : y + 1;
}

std::int64_t month_number(Date day) {
  const year_month_day ymd{day};
  return static_cast<int>(ymd.year()) * std::int64_t{12} + static_cast<unsigned>(ymd.month()) - 1;
}

Date week_of(Date day, weekday week_start) {
  return day - (weekday{day} - week_start);
}

Date date_of(LocalTime t) {
  return std::chrono::floor<Days>(t);
}

/// How the days are found. A DAILY rule that only leaves out weekdays, or days of months, yields what a
/// WEEKLY or MONTHLY one with its parts does, whose periods are fewer.
Frequency period_length(const RecurrenceRule& rule) {
  const bool every_day = rule.frequency == Frequency::daily && rule.interval == 1;
  if (!every_day || !rule.by_setpos.empty() || rule.skip != Skip::omit) return rule.frequency;
  if (!rule.by_month.empty() || !rule.by_monthday.empty()) return Frequency::monthly;
  return rule.by_day.empty() ? Frequency::daily : Frequency::weekly;
}

}  // namespace

DayMachine::DayMachine(const RecurrenceRule& rule, LocalTime dtstart, TimesOfDay times)
    : rule_(rule),
      frequency_(period_length(rule)),
      dtstart_(dtstart),
      from_(dtstart),
      times_(times),
      parts_(rule) {
  const Date day = date_of(dtstart);
  parts_.complete_from(day, rule.frequency);
  if (rule.frequency == Frequency::daily && frequency_ == Frequency::monthly) parts_.allow_all_monthdays();
  left_ = rule.count.value_or(std::numeric_limits<std::uint64_t>::max());
  switch (frequency_) {
    case Frequency::yearly:
      base_ = rule.by_weekno.empty() ? year_number(day) : week_year(day, rule.week_start);
      break;
    case Frequency::monthly:
      base_ = month_number(day);
      break;
    case Frequency::weekly:
      base_ = week_of(day, rule.week_start).time_since_epoch().count();
      break;
    default:
      base_ = day.time_since_epoch().count();
  }
}

std::int64_t DayMachine::period_of(Date day) const {
  switch (frequency_) {
    case Frequency::yearly:
      return floor_div(year_number(day) - base_, rule_.interval);
    case Frequency::monthly:
      return floor_div(month_number(day) - base_, rule_.interval);
    case Frequency::weekly:
      return floor_div(day.time_since_epoch().count() - base_, 7 * rule_.interval);
    default:
      return floor_div(day.time_since_epoch().count() - base_, rule_.interval);
  }
}

bool DayMachine::load_year(std::int64_t number) {
  if (number > last_year) return false;
  const year y{static_cast<int>(number)};
  first_ = Date{y / January / 1};
  append_days_of_year(parts_, y, days_);
  return true;
}

bool DayMachine::load_month(std::int64_t number) {
  if (number / 12 > last_year) return false;
  const auto ym = year{static_cast<int>(number / 12)} / month{static_cast<unsigned>(number % 12) + 1};
  first_ = Date{ym / 1};
  append_days_of_month(parts_, ym, days_);
  return true;
}

bool DayMachine::load(std::int64_t period) {
  static constexpr Date last_day{year{last_year} / std::chrono::December / 31};
  period_ = period;
  days_.clear();
  picks_.clear();
  const bool weekly = frequency_ == Frequency::weekly;
  const auto number = base_ + period * rule_.interval * (weekly ? 7 : 1);
  if (frequency_ == Frequency::yearly) {
    if (!load_year(number)) return false;
  } else if (frequency_ == Frequency::monthly) {
    if (!load_month(number)) return false;
  } else {
    if (number > last_day.time_since_epoch().count()) return false;
    first_ = Date{Days{static_cast<int>(number)}};
    const Date end = first_ + Days{weekly ? 7 : 1};
    for (Date day = first_; day < end; day += Days{1}) {
      if (parts_.allow(day)) days_.push_back(day);
    }
  }
  if (!rule_.by_setpos.empty()) pick_positions(rule_.by_setpos, days_.size() * times_.size(), picks_);
  return true;
}

bool DayMachine::periods_mix() const {
  return rule_.skip != Skip::omit && !rule_.by_setpos.empty() && rule_.frequency >= Frequency::monthly &&
         rule_.by_weekno.empty();
}

bool DayMachine::load_merged() {
  merged_ = std::exchange(late_, {});
  if (!load(period_ + 1)) return !merged_.empty();
  for (const auto pick : picks_) {
    merged_.push_back(LocalTime{days_[pick / times_.size()]} + times_.at(pick % times_.size()));
  }
  std::ranges::sort(merged_);
  merged_.erase(std::ranges::unique(merged_).begin(), merged_.end());
  // The next period may begin a day early.
  const year_month_day first{first_};
  const bool monthly = rule_.frequency == Frequency::monthly;
  const Date end{(first.year() / first.month() + std::chrono::months{monthly ? 1 : 12}) / 1};
  const auto safe = std::ranges::lower_bound(merged_, LocalTime{end - Days{1}});
  late_.assign(safe, merged_.end());
  merged_.erase(safe, merged_.end());
  return true;
}

std::uint64_t DayMachine::size() const {
  if (periods_mix()) return merged_.size();
  return rule_.by_setpos.empty() ? days_.size() * times_.size() : picks_.size();
}

LocalTime DayMachine::at(std::uint64_t rank) const {
  if (periods_mix()) return merged_[rank];
  if (!rule_.by_setpos.empty()) rank = picks_[rank];
  if (times_.size() == 1) return LocalTime{days_[rank]} + times_.at(0);
  return LocalTime{days_[rank / times_.size()]} + times_.at(rank % times_.size());
}

std::uint64_t DayMachine::before(LocalTime t) const {
  if (periods_mix()) {
    return static_cast<std::uint64_t>(std::ranges::lower_bound(merged_, t) - merged_.begin());
  }
  const Date day = date_of(t);
  const auto found = std::ranges::lower_bound(days_, day);
  auto rank = static_cast<std::uint64_t>(found - days_.begin()) * times_.size();
  if (found != days_.end() && *found == day) rank += times_.before(t - LocalTime{day});
  if (rule_.by_setpos.empty()) return rank;
  return static_cast<std::uint64_t>(std::ranges::lower_bound(picks_, rank) - picks_.begin());
}

bool DayMachine::same_size_always() const {
  if (rule_.skip != Skip::omit) return false;
  switch (frequency_) {
    case Frequency::daily:
      return parts_.unlimited();
    case Frequency::weekly:
      return parts_.months == 0;
    case Frequency::monthly:
      return parts_.months == 0 && parts_.as_many_in_every_month();
    default:
      return parts_.weeks.empty() && parts_.yeardays.empty() && !parts_.has_weekdays() &&
             parts_.as_many_in_every_month();
  }
}

bool DayMachine::jump_counted(std::int64_t target) {
  if (!same_size_always() || target < 2 || !load(0)) return true;
  const auto of_first = size() - before(dtstart_);
  if (!load(1)) return true;
  const auto each = size();
  const auto between = static_cast<std::uint64_t>(target - 1);
  if (of_first >= left_ || (each != 0 && (left_ - of_first) / each < between)) return false;
  left_ -= of_first + between * each;
  period_ = target - 1;
  return left_ > 0;
}

void DayMachine::seek(LocalTime from) {
  if (from <= from_) return;
  from_ = from;
  const auto target = period_of(date_of(from) - reach);
  if (target <= 0) return;
  if (!rule_.count) {
    period_ = target - 1;
    return;
  }
  period_ = -1;
  ended_ = !jump_counted(target);
  if (!same_size_always() || target < 2) period_ = -1;
  days_.clear();
  picks_.clear();
}

bool DayMachine::advance(LocalTime last, Budget& budget) {
  if (!(periods_mix() ? load_merged() : load(period_ + 1))) return false;
  // What an earlier period left may lie long before this one.
  if (LocalTime{first_ - reach} > last && merged_.empty()) return false;
  // Most periods lie behind both, where nothing needs to be searched.
  const bool later = rule_.skip == Skip::omit && LocalTime{first_ - reach} > from_;
  rank_ = later ? 0 : before(dtstart_);
  if (rank_ >= size() && !budget.step()) return false;  // an empty period is looked at, too
  // What two periods give twice (SKIP) counts once, so it has to be looked at one by one.
  if (rule_.skip != Skip::omit) return true;
  const auto start = later ? 0 : std::max(rank_, before(from_));
  const auto passed = start - rank_;
  rank_ = start;
  if (rule_.count) {
    if (passed >= left_) return false;
    left_ -= passed;
  }
  return true;
}

std::optional<LocalTime> DayMachine::next(LocalTime last, Budget& budget) {
  while (!ended_ && left_ > 0) {
    if (rank_ >= size()) {
      ended_ = !advance(last, budget);
      continue;
    }
    if (!budget.step()) break;
    const LocalTime t = at(rank_++);
    if (t <= latest_) continue;
    if (t > last) break;
    latest_ = t;
    if (rule_.count) --left_;
    if (t >= from_) return t;
  }
  ended_ = true;
  return std::nullopt;
}

}  // namespace evenkeel
