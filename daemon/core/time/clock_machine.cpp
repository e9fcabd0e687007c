#include "core/time/clock_machine.hpp"

#include "core/time/clock_parts.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace evenkeel {
namespace {

constexpr LocalTime end_of_time = LocalTime{Date{std::chrono::year{10'000} / std::chrono::January / 1}};

std::uint64_t mask(const std::vector<int>& values) {
  std::uint64_t bits = 0;
  for (const int value : values) bits |= std::uint64_t{1} << static_cast<unsigned>(value);
  return bits;
}

bool excluded(std::uint64_t allowed, std::int64_t value) {
  return allowed != 0 && (allowed >> static_cast<unsigned>(value) & 1U) == 0;
}

/// The next allowed value after `value`, or `end` when there is none.
std::int64_t next_allowed(std::uint64_t allowed, std::int64_t value, std::int64_t end) {
  const std::uint64_t rest = allowed & (~std::uint64_t{1} << static_cast<unsigned>(value));
  return rest == 0 ? end : std::countr_zero(rest);
}

Seconds unit_of(Frequency frequency) {
  if (frequency == Frequency::hourly) return Hours{1};
  return frequency == Frequency::minutely ? Seconds{60} : Seconds{1};
}

/// The times within one period: BYMINUTE and BYSECOND expand where they are finer than the frequency.
std::vector<Seconds> offsets_of(const RecurrenceRule& rule, LocalTime dtstart) {
  const auto time = (dtstart - std::chrono::floor<Days>(dtstart)).count();
  const bool hourly = rule.frequency == Frequency::hourly;
  const bool secondly = rule.frequency == Frequency::secondly;
  const ClockValues none({}, 0);
  const TimesOfDay times(none, hourly ? ClockValues(rule.by_minute, time / 60 % 60) : none,
                         secondly ? none : ClockValues(rule.by_second, time % 60));
  std::vector<Seconds> offsets;
  if (rule.by_setpos.empty()) {
    for (std::uint64_t i = 0; i < times.size(); ++i) offsets.push_back(times.at(i));
    return offsets;
  }
  std::vector<std::uint64_t> picks;
  pick_positions(rule.by_setpos, times.size(), picks);
  for (const auto pick : picks) offsets.push_back(times.at(pick));
  return offsets;
}

}  // namespace

ClockMachine::ClockMachine(const RecurrenceRule& rule, LocalTime dtstart)
    : rule_(rule),
      dtstart_(dtstart),
      from_(dtstart),
      parts_(rule),
      step_(unit_of(rule.frequency) * rule.interval),
      hours_(mask(rule.by_hour)),
      offsets_(offsets_of(rule, dtstart)),
      left_(rule.count.value_or(std::numeric_limits<std::uint64_t>::max())) {
  const auto in_unit = dtstart.time_since_epoch() % unit_of(rule.frequency);
  base_ = dtstart - (in_unit < Seconds{0} ? in_unit + unit_of(rule.frequency) : in_unit);
  if (rule.frequency != Frequency::hourly) minutes_ = mask(rule.by_minute);
  if (rule.frequency == Frequency::secondly) seconds_ = mask(rule.by_second);
  ended_ = offsets_.empty();
}

bool ClockMachine::unlimited() const {
  return parts_.unlimited() && hours_ == 0 && minutes_ == 0 && seconds_ == 0;
}

void ClockMachine::pass(LocalTime until) {
  period_ = std::max(period_ + 1, ((until - base_).count() + step_.count() - 1) / step_.count());
}

std::optional<LocalTime> ClockMachine::excluded_until(LocalTime t) {
  const Date day = std::chrono::floor<Days>(t);
  if (day != allowed_day_) {
    const std::chrono::year_month_day ymd{day};
    if (!parts_.in_months(ymd.month())) {
      return LocalTime{Date{(ymd.year() / ymd.month() + std::chrono::months{1}) / 1}};
    }
    if (!parts_.allow(day)) return LocalTime{day + Days{1}};
    allowed_day_ = day;
  }
  const auto time = (t - LocalTime{day}).count();
  const auto hour = time / 3600;
  if (excluded(hours_, hour)) return LocalTime{day} + Hours{next_allowed(hours_, hour, 24)};
  const LocalTime hours = LocalTime{day} + Hours{hour};
  const auto minute = time / 60 % 60;
  if (excluded(minutes_, minute)) return hours + Minutes{next_allowed(minutes_, minute, 60)};
  if (excluded(seconds_, time % 60)) {
    return hours + Minutes{minute} + Seconds{next_allowed(seconds_, time % 60, 60)};
  }
  return std::nullopt;
}

void ClockMachine::seek(LocalTime from) {
  if (from <= from_ || ended_) return;
  from_ = from;
  // The period that `from` lies in, or the last before it.
  const auto target = (from - base_) / step_;
  if (target < 1 || (rule_.count && !unlimited())) return;
  if (rule_.count) {
    const auto of_first = static_cast<std::uint64_t>(
        std::ranges::count_if(offsets_, [&](Seconds offset) { return base_ + offset >= dtstart_; }));
    const auto between = static_cast<std::uint64_t>(target - 1);
    if (of_first >= left_ || (left_ - of_first) / offsets_.size() < between) {
      ended_ = true;
      return;
    }
    left_ -= of_first + between * offsets_.size();
  }
  period_ = target;
}

bool ClockMachine::advance(LocalTime last, Budget& budget) {
  while (true) {
    const LocalTime t = start();
    if (t > last || t >= end_of_time) return false;
    const auto until = excluded_until(t);
    if (!until) {
      open_ = true;
      index_ = 0;
      return true;
    }
    if (!budget.step()) return false;
    pass(*until);
  }
}

LocalTime ClockMachine::next(LocalTime last, Budget& budget) {
  while (!ended_ && left_ > 0) {
    if (!open_ && !advance(last, budget)) break;
    if (index_ == offsets_.size()) {
      open_ = false;
      ++period_;
      continue;
    }
    const LocalTime t = start() + offsets_[index_++];
    if (t < dtstart_) continue;
    if (!budget.step() || t > last) break;
    if (rule_.count) --left_;
    if (t >= from_) return t;
  }
  ended_ = true;
  return LocalTime::max();
}

}  // namespace evenkeel
