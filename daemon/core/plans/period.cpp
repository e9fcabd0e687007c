#include "core/plans/period.hpp"

#include "core/household/hours.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {

namespace {

using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

Date first_of(year_month m) {
  return Date{(m / 1).operator std::chrono::local_days()};
}

/// `length` months from `first` on.
RoutinePeriod months_from(year_month first, int length, std::string name) {
  return {std::move(name), {first_of(first), first_of(first + months(length))}};
}

RoutinePeriod month_period(year_month m) {
  return months_from(m, 1, fmt::format("{:04}-{:02}", int(m.year()), unsigned(m.month())));
}

RoutinePeriod quarter_period(year_month m) {
  const unsigned quarter = (unsigned(m.month()) - 1) / 3;
  return months_from(m.year() / std::chrono::month((3 * quarter) + 1), 3,
                     fmt::format("{:04}-Q{}", int(m.year()), quarter + 1));
}

RoutinePeriod year_period(year_month m) {
  return months_from(m.year() / 1, 12, fmt::format("{:04}", int(m.year())));
}

}  // namespace

std::vector<RoutinePeriod> placed_periods(Period every, Date today, std::span<const Date> rule_dates) {
  const year_month_day ymd(today);
  const year_month month = ymd.year() / ymd.month();
  std::vector<RoutinePeriod> periods;
  switch (every) {
    case Period::week:
      for (Date d = monday_of(today); periods.size() < 5; d += Days(7)) {
        periods.push_back({iso_week(d), {d, d + Days(7)}});
      }
      break;
    case Period::month:
      for (int i = 0; i < 3; ++i) periods.push_back(month_period(month + months(i)));
      break;
    case Period::quarter:
      for (int i = 0; i < 2; ++i) periods.push_back(quarter_period(month + months(3 * i)));
      break;
    case Period::year:
      for (int i = 0; i < 2; ++i) periods.push_back(year_period(month + months(12 * i)));
      break;
    case Period::rrule:
      for (const Date d : rule_dates) {
        if (d >= today && periods.size() < 5) periods.push_back({iso_date(d), {d, d + Days(1)}});
      }
      break;
  }
  return periods;
}

}  // namespace evenkeel
