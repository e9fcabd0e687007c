// The periods of a routine: weeks, months, quarters, years, or the dates of a rule.
#pragma once

#include "core/household/settings.hpp"
#include "core/time/instant.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenkeel {

/// Where the dates of a routine's `rrule` begin to be counted: a Monday.
inline constexpr Date rule_anchor{std::chrono::local_days(std::chrono::year(2024) / 1 / 1)};

struct RoutinePeriod {
  std::string name;  // "2026-W48" (ISO 8601) | "2026-11" | "2026-Q4" | "2026" | "2026-11-27"
  DateSpan dates;
  bool operator==(const RoutinePeriod&) const = default;
};

/// The current period and the next four (week, rule), two (month) or one (quarter, year). Of a rule the
/// current period is the first of `rule_dates` not before today.
std::vector<RoutinePeriod> placed_periods(Period every, Date today, std::span<const Date> rule_dates);

}  // namespace evenkeel
