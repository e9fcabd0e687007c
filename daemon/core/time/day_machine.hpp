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
  std::optional<LocalTime> next(LocalTime last, Budget& budget);

 private:
  /// The candidates of the loaded period, by rank.
  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] LocalTime at(std::uint64_t rank) const;
  [[nodiscard]] std::uint64_t before(LocalTime t) const;

  /// False when the period begins after the last year there is.
  bool load(std::int64_t period);
  /// Loads the next period into `merged_`, what the last one left for it included.
  bool load_merged();
  bool load_year(std::int64_t number);
  bool load_month(std::int64_t number);
  /// Makes the next period current, counting what lies before `from_`. False at the end.
  bool advance(LocalTime last, Budget& budget);
  [[nodiscard]] std::int64_t period_of(Date day) const;
  [[nodiscard]] bool same_size_always() const;
  /// Whether SKIP can lead a pick of BYSETPOS behind one of the next period.
  [[nodiscard]] bool periods_mix() const;
  /// Counts the periods before `target` in one go. False when COUNT ends before it.
  bool jump_counted(std::int64_t target);

  const RecurrenceRule& rule_;
  Frequency frequency_;  // of the periods; DAILY may be looked at by weeks or months
  LocalTime dtstart_;
  LocalTime from_;
  TimesOfDay times_;
  DayParts parts_;
  std::int64_t base_ = 0;  // of period 0: its year, month, or its first day

  std::int64_t period_ = -1;
  Date first_{};                      // of the loaded period
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
