// A week as minutes, and the weekdays that a rule reaches: what can be told of times without a calendar.
#pragma once

#include "core/household/settings.hpp"

#include <bitset>
#include <cstddef>
#include <string>

namespace evenkeel::settings {

/// A week's ranges as minutes, from Monday 00:00; those of Sunday night go on on Monday.
class WeekMinutes {
 public:
  WeekMinutes() = default;
  explicit WeekMinutes(const WeekRanges& week);

  void add(const WeekRanges& week);
  /// Whether the whole range of this weekday (0: Monday) is among them, or some of it.
  [[nodiscard]] bool covers(std::size_t day, const DayRange& range) const;
  [[nodiscard]] bool meets(std::size_t day, const DayRange& range) const;
  /// How many there are.
  [[nodiscard]] std::size_t size() const { return minutes_.count(); }

 private:
  static constexpr std::size_t kWeek = 7UL * 24 * 60;
  [[nodiscard]] std::size_t count(std::size_t day, const DayRange& range) const;

  std::bitset<kWeek> minutes_;
};

/// Whether two ranges of a week have a minute in common, also one that goes on past midnight and one of the
/// next day.
[[nodiscard]] bool overlap(const WeekRanges& week);

using Weekdays = std::bitset<7>;  // 0: Monday

/// The weekdays of a rule's dates, from its anchor on; all of them where there is no rule that can be read.
[[nodiscard]] Weekdays weekdays_of(const std::string& rrule, Date anchor);

}  // namespace evenkeel::settings
