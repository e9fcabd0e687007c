// A recurrence rule as a value (RFC 5545 3.3.10, RFC 7529), and the dates of a rule of dates.
#pragma once

#include "core/time/budget.hpp"
#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace evenkeel {

enum class Frequency : std::uint8_t { secondly, minutely, hourly, daily, weekly, monthly, yearly };
enum class Skip : std::uint8_t { omit, backward, forward };  // RFC 7529 4.1

/// BYDAY: every such weekday (n = 0), or the n-th of the month or year, from the end when negative.
struct WeekdayNumber {
  int n = 0;
  std::chrono::weekday weekday{std::chrono::Monday};
  bool operator==(const WeekdayNumber&) const = default;
};

/// A DATE, a local DATE-TIME (in DTSTART's zone) or a UTC DATE-TIME; always included.
using Until = std::variant<Date, LocalTime, Instant>;

/// A rule that was found valid. Lists are sorted and hold nothing twice.
struct RecurrenceRule {
  Frequency frequency = Frequency::daily;
  Skip skip = Skip::omit;
  std::int64_t interval = 1;
  std::optional<std::uint64_t> count;
  std::optional<Until> until;
  std::vector<int> by_second;  // 60 is kept as 59 (RFC 5545 3.3.12)
  std::vector<int> by_minute;
  std::vector<int> by_hour;
  std::vector<WeekdayNumber> by_day;
  std::vector<int> by_monthday;
  std::vector<int> by_yearday;
  std::vector<int> by_weekno;
  std::vector<int> by_month;
  std::vector<int> by_setpos;
  std::chrono::weekday week_start{std::chrono::Monday};
  bool operator==(const RecurrenceRule&) const = default;
};

/// Reads a RECUR value; letters in either case. What RFC 5545 forbids (also parts that its table marks N/A)
/// is invalid_data with the reason; another RSCALE than GREGORIAN is unsupported. The error text holds no
/// more of the value than one short part of it.
[[nodiscard]] Expected<RecurrenceRule> parse_rrule(std::string_view text);

/// The date of an UNTIL as it is written.
[[nodiscard]] Date until_date(const Until& until);

/// The dates of a rule over dates that lie in `range`, ascending. `dtstart` anchors the rule and counts only
/// when the rule yields it. BYHOUR, BYMINUTE and BYSECOND are ignored (RFC 5545 3.3.10); a rule below DAILY
/// has no dates. UNTIL counts by its date as written. Ends early when the budget does.
[[nodiscard]] std::vector<Date> rule_dates(const RecurrenceRule& rule, Date dtstart, DateSpan range,
                                           Budget& budget);

}  // namespace evenkeel
