// HOURLY, MINUTELY and SECONDLY rules: periods of less than a day, which the day parts only limit.
#pragma once

#include "core/time/budget.hpp"
#include "core/time/day_parts.hpp"
#include "core/time/rrule.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace evenkeel {

/// See Recurrence. Steps in civil time, as RFC 5545 3.3.10 has it; stretches that the rule excludes are
/// passed in one step.
class ClockMachine {
 public:
  ClockMachine(const RecurrenceRule& rule, LocalTime dtstart);

  void seek(LocalTime from);
  /// LocalTime::max() at the end.
  LocalTime next(LocalTime last, Budget& budget);

 private:
  [[nodiscard]] LocalTime start() const { return base_ + period_ * step_; }
  [[nodiscard]] bool unlimited() const;
  /// Moves on to the first period at or after the next multiple of a unit.
  void pass(LocalTime until);
  /// Where the stretch ends that the rule excludes `t` with; nothing when it does not.
  [[nodiscard]] std::optional<LocalTime> excluded_until(LocalTime t);
  /// Finds the next period that the rule lets pass; false at the end.
  bool advance(LocalTime last, Budget& budget);

  const RecurrenceRule& rule_;
  LocalTime dtstart_;
  LocalTime from_;
  DayParts parts_;
  Seconds step_;
  LocalTime base_;                                       // start of period 0
  std::uint64_t hours_ = 0, minutes_ = 0, seconds_ = 0;  // bit masks of what limits; 0: no limit
  std::vector<Seconds> offsets_;                         // results within a period, ascending
  Date allowed_day_ = Date::min();                       // the last day that was let pass

  std::int64_t period_ = 0;
  bool open_ = false;  // the period is allowed, offsets_[index_] comes next
  std::size_t index_ = 0;
  std::uint64_t left_ = 0;  // COUNT
  bool ended_ = false;
};

}  // namespace evenkeel
