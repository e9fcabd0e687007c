// The civil times that a rule yields, one after the other (RFC 5545 3.3.10). No zone is asked here: what a
// civil time means on the time line is for the caller, and so is an UNTIL in UTC.
#pragma once

#include "core/time/budget.hpp"
#include "core/time/clock_machine.hpp"
#include "core/time/day_machine.hpp"
#include "core/time/instant.hpp"
#include "core/time/rrule.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace evenkeel {

/// Iterates one rule. COUNT is kept here; UNTIL is not.
class Recurrence {
 public:
  enum class Values : std::uint8_t { date_times, dates };

  /// `rule` must outlive it. With Values::dates the time parts of the rule are ignored and every result is a
  /// midnight.
  Recurrence(const RecurrenceRule& rule, LocalTime dtstart, Values values = Values::date_times);
  /// Leaves out what lies before `from`, in time that does not depend on how long ago the rule began (with
  /// COUNT: on how many periods lie between). To be called before next().
  void seek(LocalTime from);

  /// The next civil time, ascending and never the same twice; none after `last`, when COUNT is used up, or
  /// when the budget's steps are.
  [[nodiscard]] std::optional<LocalTime> next(LocalTime last, Budget& budget) {
    const LocalTime t = next_or_none(last, budget);
    if (t == none) return std::nullopt;
    return t;
  }
  /// The same as a plain value, for inner loops.
  [[nodiscard]] LocalTime next_or_none(LocalTime last, Budget& budget);
  static constexpr LocalTime none = LocalTime::max();

 private:
  std::variant<DayMachine, ClockMachine> machine_;
};

}  // namespace evenkeel
