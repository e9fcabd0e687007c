// The BY parts of a rule that speak of days, ready for use, with what DTSTART adds to them.
#pragma once

#include "core/time/instant.hpp"
#include "core/time/rrule.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace evenkeel {

/// Months, days of the month and weekdays as bit masks; the rest as the rule has them.
struct DayParts {
  std::uint32_t months = 0;                   // bit 1: January; 0: any
  std::uint32_t monthdays = 0;                // bit d: the d-th
  std::uint32_t monthdays_from_end = 0;       // bit d: the d-th from the end
  std::uint32_t weekdays = 0;                 // bit w: plain BYDAY, std::chrono's c_encoding
  std::span<const WeekdayNumber> from_front;  // numbered BYDAY, n > 0
  std::span<const WeekdayNumber> from_back;   // numbered BYDAY, n < 0
  std::span<const int> yeardays;
  std::span<const int> weeks;
  std::chrono::weekday week_start{std::chrono::Monday};
  Skip skip = Skip::omit;

  /// The rule's parts alone; borrows from the rule.
  explicit DayParts(const RecurrenceRule& rule);
  /// Adds what a rule leaves to DTSTART (RFC 5545 3.3.10: "derived from DTSTART").
  void complete_from(Date dtstart, Frequency frequency);

  /// Names every day of the month where neither these nor weekdays are named.
  void allow_all_monthdays() {
    if (!any_monthday() && !has_weekdays()) monthdays = 0xFFFFFFFEU;
  }

  [[nodiscard]] bool any_monthday() const { return (monthdays | monthdays_from_end) != 0; }
  [[nodiscard]] bool has_weekdays() const {
    return weekdays != 0 || !from_front.empty() || !from_back.empty();
  }
  [[nodiscard]] bool in_months(std::chrono::month month) const {
    return months == 0 || (months >> static_cast<unsigned>(month) & 1U) != 0;
  }
  /// Whether nothing here ever leaves out a day.
  [[nodiscard]] bool unlimited() const {
    return months == 0 && !any_monthday() && !has_weekdays() && yeardays.empty() && weeks.empty();
  }
  /// Whether a year's days are those of its months one by one: numbers of weekdays count within the month
  /// where BYMONTH stands, and nothing is moved.
  [[nodiscard]] bool by_months() const;
  /// Whether it is plain to see that all months have as many of these days: only days that each month has,
  /// counted from one side, so that no two can be one.
  [[nodiscard]] bool as_many_in_every_month() const;
  /// Whether month, day of the month, day of the year and plain weekday let a day pass.
  [[nodiscard]] bool allow(Date day) const;
};

/// The days of one year or month (MONTHLY) for which a rule stands, in order. Both may reach a day or a few
/// beyond the period: weeks 1 and 53, and SKIP.
void append_days_of_year(const DayParts& parts, std::chrono::year y, std::vector<Date>& days);
void append_days_of_month(const DayParts& parts, std::chrono::year_month ym, std::vector<Date>& days);

/// The first day of week 1 of a year: the first week with at least four days in it (RFC 5545 3.3.10).
[[nodiscard]] Date first_week(std::chrono::year y, std::chrono::weekday week_start);

}  // namespace evenkeel
