#include "core/time/day_machine.hpp"

#include <algorithm>
#include <bit>
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

/// How the days are found. A DAILY or WEEKLY rule that only leaves out weekdays, or days of months, yields
/// what a WEEKLY or MONTHLY one with its parts does, whose periods are fewer.
Frequency period_length(const RecurrenceRule& rule) {
  const bool short_periods = rule.frequency <= Frequency::weekly && rule.interval == 1;
  if (!short_periods || !rule.by_setpos.empty() || rule.skip != Skip::omit) return rule.frequency;
  if (!rule.by_month.empty() || !rule.by_monthday.empty()) return Frequency::monthly;
  return rule.by_day.empty() ? rule.frequency : Frequency::weekly;
}

bool periods_mix(const RecurrenceRule& rule) {
  return rule.skip != Skip::omit && !rule.by_setpos.empty() && rule.frequency >= Frequency::monthly &&
         rule.by_weekno.empty();
}

/// Weekdays as days of a week that begins at `start`.
std::uint32_t within_week(std::uint32_t weekdays, weekday start) {
  const auto twice = weekdays | weekdays << 7U;
  return twice >> start.c_encoding() & 0x7FU;
}

}  // namespace

DayMachine::DayMachine(const RecurrenceRule& rule, LocalTime dtstart, TimesOfDay times)
    : rule_(rule),
      frequency_(period_length(rule)),
      dtstart_(dtstart),
      from_(dtstart),
      times_(times),
      parts_(rule),
      picks_some_(!rule.by_setpos.empty()),
      mixes_(periods_mix(rule)) {
  const Date day = date_of(dtstart);
  parts_.complete_from(day, rule.frequency);
  if (rule.frequency != frequency_ && frequency_ == Frequency::monthly) parts_.allow_all_monthdays();
  week_days_ = within_week(parts_.weekdays, rule.week_start);
  if (rule.skip != Skip::omit || !rule.by_weekno.empty()) reach_ = reach;
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

/// What base_ is of a period: its year, month, or first day.
std::int64_t DayMachine::number_of(std::int64_t period) const {
  return base_ + period * rule_.interval * (frequency_ == Frequency::weekly ? 7 : 1);
}

bool DayMachine::load_days(std::int64_t number) {
  static constexpr Date last_day{year{last_year} / std::chrono::December / 31};
  if (frequency_ == Frequency::yearly) {
    if (number > last_year) return false;
    const year y{static_cast<int>(number)};
    first_ = Date{y / January / 1};
    append_days_of_year(parts_, y, days_);
    return true;
  }
  if (frequency_ == Frequency::monthly) {
    if (number / 12 > last_year) return false;
    const auto ym = year{static_cast<int>(number / 12)} / month{static_cast<unsigned>(number % 12) + 1};
    first_ = Date{ym / 1};
    append_days_of_month(parts_, ym, days_);
    return true;
  }
  if (number > last_day.time_since_epoch().count()) return false;
  first_ = Date{Days{static_cast<int>(number)}};
  if (frequency_ == Frequency::daily) {
    if (parts_.allow(first_)) days_.push_back(first_);
    return true;
  }
  for (auto rest = week_days_; rest != 0; rest &= rest - 1) {
    const Date day = first_ + Days{std::countr_zero(rest)};
    if (parts_.months == 0 || parts_.in_months(year_month_day{day}.month())) days_.push_back(day);
  }
  return true;
}

bool DayMachine::load(std::int64_t period) {
  period_ = period;
  days_.clear();
  picks_.clear();
  size_ = 0;
  if (!load_days(number_of(period))) return false;
  size_ = days_.size() * times_.size();
  if (picks_some_) {
    pick_positions(rule_.by_setpos, size_, picks_);
    size_ = picks_.size();
  }
  return true;
}

bool DayMachine::load_merged() {
  merged_ = std::exchange(late_, {});
  if (!load(period_ + 1)) {
    size_ = merged_.size();
    return size_ > 0;
  }
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
  size_ = merged_.size();
  return true;
}

LocalTime DayMachine::at(std::uint64_t rank) const {
  if (mixes_) return merged_[rank];
  if (picks_some_) rank = picks_[rank];
  if (times_.size() == 1) return LocalTime{days_[rank]} + times_.at(0);
  return LocalTime{days_[rank / times_.size()]} + times_.at(rank % times_.size());
}

std::uint64_t DayMachine::before(LocalTime t) const {
  if (mixes_) {
    return static_cast<std::uint64_t>(std::ranges::lower_bound(merged_, t) - merged_.begin());
  }
  const Date day = date_of(t);
  const auto found = std::ranges::lower_bound(days_, day);
  auto rank = static_cast<std::uint64_t>(found - days_.begin()) * times_.size();
  if (found != days_.end() && *found == day) rank += times_.before(t - LocalTime{day});
  if (!picks_some_) return rank;
  return static_cast<std::uint64_t>(std::ranges::lower_bound(picks_, rank) - picks_.begin());
}

void DayMachine::seek(LocalTime from) {
  if (from <= from_) return;
  from_ = from;
  const auto target = period_of(date_of(from) - reach_);
  if (target <= 0) return;
  if (!rule_.count) {
    period_ = target - 1;
    return;
  }
  ended_ = !jump_counted(target);
  days_.clear();
  picks_.clear();
  size_ = 0;
}

bool DayMachine::advance(LocalTime last, Budget& budget) {
  if (!(mixes_ ? load_merged() : load(period_ + 1))) return false;
  // What an earlier period left may lie long before this one.
  if (LocalTime{first_ - reach_} > last && merged_.empty()) return false;
  // Most periods lie behind both, where nothing needs to be searched.
  const bool later = rule_.skip == Skip::omit && LocalTime{first_ - reach_} > from_;
  rank_ = later ? 0 : before(dtstart_);
  if (rank_ >= size_ && !budget.step()) return false;  // an empty period is looked at, too
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

LocalTime DayMachine::next(LocalTime last, Budget& budget) {
  while (!ended_ && left_ > 0) {
    if (rank_ >= size_) {
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
  return LocalTime::max();
}

}  // namespace evenkeel
