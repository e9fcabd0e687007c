// DAILY, WEEKLY, MONTHLY and YEARLY rules: periods of days, each day with its times.
#pragma once

#include "core/time/budget.hpp"
#include "core/time/clock_parts.hpp"
#include "core/time/day_parts.hpp"
#include "core/time/rrule.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace evenkeel {

/// See Recurrence. Period 0 is the one that DTSTART lies in (with BYWEEKNO: in whose weeks it lies).
class DayMachine {
 public:
  DayMachine(const RecurrenceRule& rule, LocalTime dtstart, TimesOfDay times);

  void seek(LocalTime from);
  /// LocalTime::max() at the end.
  LocalTime next(LocalTime last, Budget& budget);

 private:
  /// The loaded period's candidates, by rank.
  [[nodiscard]] LocalTime at(std::uint64_t rank) const;
  [[nodiscard]] std::uint64_t before(LocalTime t) const;

  /// False, and no candidates, when the period begins after the last year there is.
  bool load(std::int64_t period);
  bool load_days(std::int64_t number);
  /// Loads the next period into `merged_`, what the last one left for it included.
  bool load_merged();
  /// Makes the next period current, counting what lies before `from_`. False at the end.
  bool advance(LocalTime last, Budget& budget);
  [[nodiscard]] std::int64_t number_of(std::int64_t period) const;
  [[nodiscard]] std::int64_t period_of(Date day) const;

  /// Counts the periods before `target` in one go, where that can be done. False when COUNT ends before it.
  bool jump_counted(std::int64_t target);
  /// The candidates of the periods [from, end) together, where it takes no look at each of them.
  std::optional<std::uint64_t> count(std::int64_t from, std::int64_t end);
  std::optional<std::uint64_t> count_by_cycles(std::int64_t from, std::int64_t end);
  std::optional<std::uint64_t> count_by_years(std::int64_t from, std::int64_t end);
  std::uint64_t count_one_by_one(std::int64_t from, std::int64_t end);

  const RecurrenceRule& rule_;
  Frequency frequency_;  // of the periods; DAILY and WEEKLY may be looked at by longer ones
  LocalTime dtstart_;
  LocalTime from_;
  TimesOfDay times_;
  DayParts parts_;
  std::uint32_t week_days_ = 0;  // of BYDAY: bit i, the i-th of the week
  bool picks_some_;              // BYSETPOS
  bool mixes_;                   // SKIP may lead a pick of BYSETPOS behind one of the next period
  Days reach_{0};                // how far periods reach beyond their ends
  std::int64_t base_ = 0;        // of period 0: its year, month, or its first day

  std::int64_t period_ = -1;
  Date first_{};                      // of the loaded period
  std::uint64_t size_ = 0;            // how many candidates it has
  std::vector<Date> days_;            // of the loaded period
  std::vector<std::uint64_t> picks_;  // BYSETPOS: ranks in days x times
  std::vector<LocalTime> merged_;     // where periods mix: the candidates instead, in order ...
  std::vector<LocalTime> late_;       // ... and those that the next period may come before
  std::uint64_t rank_ = 0;
  std::uint64_t left_ = 0;  // COUNT
  bool ended_ = false;
  LocalTime latest_ = LocalTime::min();  // given out
};

}  // namespace evenkeel
