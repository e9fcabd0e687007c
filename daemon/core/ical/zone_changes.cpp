#include "core/ical/zone_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenkeel::ical {

namespace {

// The moment in (before, after] from which the offset is that of `after`.
Instant bisect(const Zone& zone, Instant before, Instant after) {
  const Seconds new_offset = zone.offset_at(after);
  while (after - before > Seconds{1}) {
    const Instant middle = before + (after - before) / 2;
    (zone.offset_at(middle) == new_offset ? after : before) = middle;
  }
  return after;
}

struct Day {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  Seconds time;
};

Day day_of(const Change& change) {
  const LocalTime local = local_before(change);
  const Date date = std::chrono::floor<Days>(local);
  return {std::chrono::year_month_day{date}, std::chrono::weekday{date}, local - LocalTime{date}};
}

bool last_of_month(const Day& day) {
  const std::chrono::year_month_day_last end{day.date.year(), std::chrono::month_day_last{day.date.month()}};
  return unsigned{day.date.day()} + 7 > unsigned{end.day()};
}

unsigned week_of_month(const Day& day) {
  return (unsigned{day.date.day()} - 1) / 7 + 1;
}

// The part of a rule that names the day in its month; empty when none names all of them.
std::string day_part(const std::vector<Day>& days) {
  constexpr std::array names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const Day& first = days.front();
  const auto all = [&](auto same) { return std::all_of(days.begin(), days.end(), same); };
  if (all([&](const Day& d) { return d.weekday == first.weekday; })) {
    const auto* const name = names.at(first.weekday.c_encoding());
    const unsigned week = week_of_month(first);
    const bool same_week = all([&](const Day& d) { return week_of_month(d) == week; });
    if (same_week && week < 4) return fmt::format("BYDAY={}{}", week, name);
    if (all(last_of_month)) return fmt::format("BYDAY=-1{}", name);
    if (same_week) return fmt::format("BYDAY={}{}", week, name);
  }
  if (all([&](const Day& d) { return d.date.day() == first.date.day(); })) {
    return fmt::format("BYMONTHDAY={}", unsigned{first.date.day()});
  }
  return {};
}

// The rule that yields just these changes, one a year.
std::optional<YearlyRule> rule_of(const std::vector<Change>& changes) {
  std::vector<Day> days;
  for (const Change& change : changes) {
    days.push_back(day_of(change));
    const bool alike = change.from == changes.front().from && change.to == changes.front().to &&
                       days.back().date.month() == days.front().date.month() &&
                       days.back().time == days.front().time;
    const auto years_on =
        static_cast<int>(days.back().date.year()) - static_cast<int>(days.front().date.year());
    if (!alike || years_on != static_cast<int>(days.size()) - 1) return std::nullopt;
  }
  const std::string day = day_part(days);
  if (day.empty()) return std::nullopt;
  return YearlyRule{changes.front(),
                    fmt::format("FREQ=YEARLY;BYMONTH={};{}", unsigned{days.front().date.month()}, day)};
}

}  // namespace

std::vector<Change> zone_changes(const Zone& zone, Instant begin, Instant end) {
  std::vector<Change> changes;
  Seconds offset = zone.offset_at(begin);
  for (Instant t = begin; t < end;) {
    const Instant next = std::min(t + Days{1}, end);
    const Seconds there = zone.offset_at(next);
    if (there != offset) {
      const Instant at = bisect(zone, t, next);
      if (at < end) changes.push_back({at, offset, there});
      offset = there;
    }
    t = next;
  }
  return changes;
}

std::optional<std::vector<YearlyRule>> yearly_rules(const std::vector<Change>& changes, int years) {
  if (changes.size() != 2 * static_cast<std::size_t>(years)) return std::nullopt;
  std::array<std::vector<Change>, 2> turns;
  for (std::size_t i = 0; i < changes.size(); ++i) turns.at(i % 2).push_back(changes[i]);
  const auto first = rule_of(turns[0]);
  const auto second = rule_of(turns[1]);
  if (!first || !second) return std::nullopt;
  return std::vector{*first, *second};
}

}  // namespace evenkeel::ical
