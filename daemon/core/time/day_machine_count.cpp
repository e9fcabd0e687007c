// COUNT of a rule that began long ago: how many candidates lie in periods that nobody asks for.
#include "core/time/day_machine.hpp"

#include <array>

namespace evenkeel {
namespace {

using std::chrono::January;
using std::chrono::weekday;
using std::chrono::year;

/// All years of a kind have the same days of the week, and so the same candidates.
constexpr std::size_t kinds_of_year = 14;
std::size_t kind_of(year y) {
  const weekday first{Date{y / January / 1}};
  return first.c_encoding() + (y.is_leap() ? 7U : 0U);
}

}  // namespace

std::uint64_t DayMachine::count_one_by_one(std::int64_t from, std::int64_t end) {
  std::uint64_t sum = 0;
  for (auto period = from; period < end; ++period) {
    if (!load(period)) break;
    sum += size_;
  }
  return sum;
}

/// Days and weeks without months, and months that all have as many: after a few periods all comes again.
std::optional<std::uint64_t> DayMachine::count_by_cycles(std::int64_t from, std::int64_t end) {
  std::int64_t cycle = 0;
  if (frequency_ == Frequency::daily && parts_.months == 0 && !parts_.any_monthday()) {
    cycle = parts_.has_weekdays() ? 7 : 1;
  } else if (frequency_ == Frequency::weekly && parts_.months == 0) {
    cycle = 1;
  } else if (frequency_ == Frequency::monthly && parts_.months == 0 && parts_.as_many_in_every_month()) {
    cycle = 1;
  } else {
    return std::nullopt;
  }
  const auto whole = (end - from) / cycle;
  const auto each = whole == 0 ? 0 : count_one_by_one(from, from + cycle);
  return each * static_cast<std::uint64_t>(whole) + count_one_by_one(from + whole * cycle, end);
}

/// Years of one kind have as many. (Not with BYWEEKNO and BYYEARDAY together: the days of week 1 are also
/// measured by the year before.)
std::optional<std::uint64_t> DayMachine::count_by_years(std::int64_t from, std::int64_t end) {
  const bool monthly = frequency_ == Frequency::monthly;
  if (monthly ? 12 % rule_.interval != 0 : frequency_ != Frequency::yearly) return std::nullopt;
  if (!parts_.weeks.empty() && !parts_.yeardays.empty()) return std::nullopt;
  const std::int64_t unit = monthly ? 12 : 1;
  const std::int64_t in_year = monthly ? 12 / rule_.interval : 1;
  auto period = from;
  while (monthly && period < end && number_of(period) % 12 >= rule_.interval) ++period;  // to a year's first
  std::uint64_t sum = count_one_by_one(from, period);
  std::array<std::optional<std::uint64_t>, kinds_of_year> known;
  for (; period + in_year <= end; period += in_year) {
    auto& one = known.at(kind_of(year{static_cast<int>(number_of(period) / unit)}));
    if (!one) one = count_one_by_one(period, period + in_year);
    sum += *one;
  }
  return sum + count_one_by_one(period, end);
}

std::optional<std::uint64_t> DayMachine::count(std::int64_t from, std::int64_t end) {
  if (rule_.skip != Skip::omit) return std::nullopt;
  if (const auto counted = count_by_cycles(from, end)) return counted;
  return count_by_years(from, end);
}

bool DayMachine::jump_counted(std::int64_t target) {
  std::int64_t next = 0;
  if (target > 1 && load(0)) {
    const auto of_first = size_ - before(dtstart_);
    if (const auto others = count(1, target)) {
      const auto all = of_first + *others;
      if (all >= left_) return false;
      left_ -= all;
      next = target;
    }
  }
  period_ = next - 1;
  return true;
}

}  // namespace evenkeel
