#include "core/time/recurrence.hpp"

#include <utility>

namespace evenkeel {
namespace {

using Machine = std::variant<DayMachine, ClockMachine>;

/// A date carries no time, and time parts in its rule are ignored (RFC 5545 3.3.10).
TimesOfDay times_of(const RecurrenceRule& rule, LocalTime dtstart, Recurrence::Values values) {
  if (values == Recurrence::Values::dates) return {{{}, 0}, {{}, 0}, {{}, 0}};
  const auto time = (dtstart - std::chrono::floor<Days>(dtstart)).count();
  return {{rule.by_hour, time / 3600}, {rule.by_minute, time / 60 % 60}, {rule.by_second, time % 60}};
}

Machine machine_for(const RecurrenceRule& rule, LocalTime dtstart, Recurrence::Values values) {
  if (rule.frequency < Frequency::daily) return ClockMachine(rule, dtstart);
  if (values == Recurrence::Values::dates) dtstart = std::chrono::floor<Days>(dtstart);
  return DayMachine(rule, dtstart, times_of(rule, dtstart, values));
}

struct DateAsWritten {
  Date operator()(Date d) const { return d; }
  Date operator()(LocalTime t) const { return std::chrono::floor<Days>(t); }
  Date operator()(Instant t) const { return Date{std::chrono::floor<Days>(t).time_since_epoch()}; }
};

}  // namespace

Recurrence::Recurrence(const RecurrenceRule& rule, LocalTime dtstart, Values values)
    : machine_(machine_for(rule, dtstart, values)) {}

void Recurrence::seek(LocalTime from) {
  std::visit([&](auto& machine) { machine.seek(from); }, machine_);
}

LocalTime Recurrence::next_or_none(LocalTime last, Budget& budget) {
  if (auto* days = std::get_if<DayMachine>(&machine_)) return days->next(last, budget);
  return std::get<ClockMachine>(machine_).next(last, budget);
}

Date until_date(const Until& until) {
  return std::visit(DateAsWritten{}, until);
}

std::vector<Date> rule_dates(const RecurrenceRule& rule, Date dtstart, DateSpan range, Budget& budget) {
  std::vector<Date> dates;
  if (rule.frequency < Frequency::daily || range.end <= range.first) return dates;
  Date last = range.end - Days{1};
  if (rule.until) last = std::min(last, until_date(*rule.until));
  Recurrence recurrence(rule, LocalTime{dtstart}, Recurrence::Values::dates);
  recurrence.seek(LocalTime{range.first});
  while (const auto t = recurrence.next(LocalTime{last}, budget)) {
    if (!budget.result()) break;
    dates.push_back(std::chrono::floor<Days>(*t));
  }
  return dates;
}

}  // namespace evenkeel
