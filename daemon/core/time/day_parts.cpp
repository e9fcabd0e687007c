#include "core/time/day_parts.hpp"

#include "core/time/day_set.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <optional>

namespace evenkeel {
namespace {

using std::chrono::January;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

unsigned days_in(year_month ym) {
  return static_cast<unsigned>((ym / std::chrono::last).day());
}

/// [first, end) of a month or a year.
DateSpan span_of(year_month ym) {
  const Date first{ym / 1};
  return {first, first + Days{days_in(ym)}};
}
DateSpan span_of(year y) {
  return {Date{y / January / 1}, Date{(y + std::chrono::years{1}) / January / 1}};
}

/// Adds the days of BYMONTHDAY in one month. One that the month does not have: SKIP (RFC 7529 4.1). Counted
/// from the front it lies after the month's end, counted from the end before its beginning.
template <typename DaySet>
void add_monthdays(const DayParts& parts, DateSpan span, DaySet& set) {
  const auto [first, end] = span;
  const auto length = static_cast<unsigned>((end - first).count());
  for (auto rest = parts.monthdays | parts.monthdays_from_end; rest != 0; rest &= rest - 1) {
    const auto d = static_cast<unsigned>(std::countr_zero(rest));
    const bool wanted = (parts.monthdays >> d & 1U) != 0;
    const bool wanted_from_end = (parts.monthdays_from_end >> d & 1U) != 0;
    if (d <= length) {
      if (wanted) set.add(first + Days{d - 1});
      if (wanted_from_end) set.add(end - Days{d});
      continue;
    }
    if (parts.skip == Skip::forward) {
      if (wanted) set.add(end);
      if (wanted_from_end) set.add(first);
    }
    if (parts.skip == Skip::backward) {
      if (wanted) set.add(end - Days{1});
      if (wanted_from_end) set.add(first - Days{1});
    }
  }
}

void add_yeardays(const DayParts& parts, year y, YearSet& set) {
  const auto [first, end] = span_of(y);
  const auto length = (end - first).count();
  for (const int n : parts.yeardays) {
    if (std::abs(n) <= length) {
      set.add(n > 0 ? first + Days{n - 1} : end + Days{n});
      continue;
    }
    if (parts.skip == Skip::forward) set.add(n > 0 ? end : first);
    if (parts.skip == Skip::backward) set.add((n > 0 ? end : first) - Days{1});
  }
}

/// Adds the numbered weekdays of BYDAY within `span`.
template <typename DaySet>
void add_numbered(const DayParts& parts, DateSpan span, DaySet& set) {
  for (const auto& [n, wanted] : parts.from_front) {
    const Date day = span.first + (wanted - weekday{span.first}) + Days{7 * (n - 1)};
    if (day < span.end) set.add(day);
  }
  const Date last = span.end - Days{1};
  for (const auto& [n, wanted] : parts.from_back) {
    const Date day = last - (weekday{last} - wanted) + Days{7 * (n + 1)};
    if (day >= span.first) set.add(day);
  }
}

/// Adds those of the months before and after: a SKIP may lead a day there.
template <typename DaySet>
void add_numbered_beside(const DayParts& parts, year_month ym, DaySet& set) {
  add_numbered(parts, span_of(ym - std::chrono::months{1}), set);
  add_numbered(parts, span_of(ym + std::chrono::months{1}), set);
}

/// A day more on both sides.
DateSpan around(DateSpan span) {
  return {span.first - Days{1}, span.end + Days{1}};
}

/// Adds the plain weekdays of BYDAY within `span`.
template <typename DaySet>
void add_plain(const DayParts& parts, DateSpan span, DaySet& set) {
  for (auto rest = parts.weekdays; rest != 0; rest &= rest - 1) {
    const auto w = static_cast<unsigned>(std::countr_zero(rest));
    set.add_weekly(span.first + (weekday{w} - weekday{span.first}), span.end);
  }
}

/// Calls `visit` with every month of the year that BYMONTH leaves.
template <typename Visit>
void each_month(const DayParts& parts, year y, Visit visit) {
  constexpr std::uint32_t all = 0x1FFEU;
  for (auto rest = parts.months == 0 ? all : parts.months; rest != 0; rest &= rest - 1) {
    visit(y / month{static_cast<unsigned>(std::countr_zero(rest))});
  }
}

/// Weeks are taken whole, also where they reach into the next year or the last; their days must still pass
/// the other parts.
void append_weeks(const DayParts& parts, year y, std::vector<Date>& days) {
  const Date first = first_week(y, parts.week_start);
  const auto count = (first_week(y + std::chrono::years{1}, parts.week_start) - first).count() / 7;
  YearSet set(Date{y / January / 1});
  for (const int n : parts.weeks) {
    if (std::abs(n) > count) continue;
    const Date week = first + Days{7 * (n > 0 ? n - 1 : count + n)};
    for (Date day = week; day < week + Days{7}; day += Days{1}) {
      if (parts.allow(day)) set.add(day);
    }
  }
  set.append_to(days);
}

/// BYDAY as a set of its own; where BYMONTH stands, numbers count within the month.
YearSet weekdays_of_year(const DayParts& parts, year y) {
  YearSet set(Date{y / January / 1});
  const auto [first, end] = span_of(y);
  // A SKIP may have led a day beyond the period: it is measured by the month or year that it came to.
  const bool reach = parts.skip != Skip::omit && (parts.any_monthday() || !parts.yeardays.empty());
  if (parts.months == 0) {
    add_plain(parts, reach ? around({first, end}) : DateSpan{first, end}, set);
    add_numbered(parts, {first, end}, set);
    if (reach) {
      add_numbered(parts, span_of(y - std::chrono::years{1}), set);
      add_numbered(parts, span_of(y + std::chrono::years{1}), set);
    }
    return set;
  }
  each_month(parts, y, [&](year_month ym) {
    add_plain(parts, reach ? around(span_of(ym)) : span_of(ym), set);
    add_numbered(parts, span_of(ym), set);
    if (reach) add_numbered_beside(parts, ym, set);
  });
  return set;
}

}  // namespace

DayParts::DayParts(const RecurrenceRule& rule)
    : yeardays(rule.by_yearday), weeks(rule.by_weekno), week_start(rule.week_start), skip(rule.skip) {
  for (const int m : rule.by_month) months |= 1U << static_cast<unsigned>(m);
  for (const int d : rule.by_monthday) {
    (d > 0 ? monthdays : monthdays_from_end) |= 1U << static_cast<unsigned>(std::abs(d));
  }
  for (const auto& day : rule.by_day) {
    if (day.n == 0) weekdays |= 1U << day.weekday.c_encoding();
  }
  // by_day is sorted by number: those without one stand together.
  const auto plain = std::ranges::equal_range(rule.by_day, 0, {}, &WeekdayNumber::n);
  from_back = {rule.by_day.begin(), plain.begin()};
  from_front = {plain.end(), rule.by_day.end()};
}

void DayParts::complete_from(Date dtstart, Frequency frequency) {
  const year_month_day ymd{dtstart};
  const auto monthday = 1U << static_cast<unsigned>(ymd.day());
  const auto own_weekday = 1U << weekday{dtstart}.c_encoding();
  switch (frequency) {
    case Frequency::yearly:
      if (any_monthday() || has_weekdays() || !yeardays.empty()) return;
      if (!weeks.empty()) {
        weekdays = own_weekday;
        return;
      }
      if (months == 0) months = 1U << static_cast<unsigned>(ymd.month());
      monthdays = monthday;
      return;
    case Frequency::monthly:
      if (!any_monthday() && !has_weekdays()) monthdays = monthday;
      return;
    case Frequency::weekly:
      if (weekdays == 0) weekdays = own_weekday;
      return;
    default:
      return;
  }
}

bool DayParts::by_months() const {
  const bool numbered = !from_front.empty() || !from_back.empty();
  return skip == Skip::omit && yeardays.empty() && weeks.empty() &&
         (months != 0 || (any_monthday() && !numbered));
}

bool DayParts::as_many_in_every_month() const {
  constexpr std::uint32_t beyond_28 = 7U << 29U;
  if (((monthdays | monthdays_from_end) & beyond_28) != 0) return false;
  const bool one_side = monthdays == 0 || monthdays_from_end == 0;
  if (any_monthday()) return one_side && !has_weekdays();
  const auto within_4 = [](const WeekdayNumber& day) { return std::abs(day.n) <= 4; };
  return weekdays == 0 && (from_front.empty() || from_back.empty()) &&
         std::ranges::all_of(from_front, within_4) && std::ranges::all_of(from_back, within_4);
}

bool DayParts::allow(Date day) const {
  if (weekdays != 0 && (weekdays >> weekday{day}.c_encoding() & 1U) == 0) return false;
  if (months == 0 && !any_monthday() && yeardays.empty()) return true;
  const year_month_day ymd{day};
  if (!in_months(ymd.month())) return false;
  if (any_monthday()) {
    const auto from_start = static_cast<unsigned>(ymd.day());
    const auto from_end = days_in(ymd.year() / ymd.month()) - from_start + 1;
    if (((monthdays >> from_start | monthdays_from_end >> from_end) & 1U) == 0) return false;
  }
  if (yeardays.empty()) return true;
  const auto [first, end] = span_of(ymd.year());
  return std::ranges::any_of(yeardays,
                             [&](int n) { return day == (n > 0 ? first + Days{n - 1} : end + Days{n}); });
}

Date first_week(year y, weekday week_start) {
  const Date fourth{y / January / 4};  // always in week 1
  return fourth - (weekday{fourth} - week_start);
}

void append_days_of_year(const DayParts& parts, year y, std::vector<Date>& days) {
  if (!parts.weeks.empty()) {
    append_weeks(parts, y, days);
    return;
  }
  if (parts.by_months()) {
    each_month(parts, y, [&](year_month ym) { append_days_of_month(parts, ym, days); });
    return;
  }
  const Date first{y / January / 1};
  std::optional<YearSet> set;
  const auto keep = [&](const YearSet& more) {
    if (set) {
      *set &= more;
    } else {
      set = more;
    }
  };
  if (parts.any_monthday()) {
    YearSet found(first);
    each_month(parts, y, [&](year_month ym) { add_monthdays(parts, span_of(ym), found); });
    keep(found);
  } else if (parts.months != 0 && !parts.yeardays.empty()) {
    YearSet found(first);
    each_month(parts, y, [&](year_month ym) { found.add_range(span_of(ym).first, span_of(ym).end); });
    // A SKIP may lead a day beyond the year: it is measured by the month that it came to.
    if (parts.skip != Skip::omit && parts.in_months(std::chrono::December)) found.add(first - Days{1});
    if (parts.skip != Skip::omit && parts.in_months(January)) found.add(span_of(y).end);
    keep(found);
  }
  if (!parts.yeardays.empty()) {
    YearSet found(first);
    add_yeardays(parts, y, found);
    keep(found);
  }
  if (parts.has_weekdays()) keep(weekdays_of_year(parts, y));
  if (set) set->append_to(days);
}

void append_days_of_month(const DayParts& parts, year_month ym, std::vector<Date>& days) {
  if (!parts.in_months(ym.month())) return;
  const auto span = span_of(ym);
  MonthSet set(span.first);
  if (parts.any_monthday()) add_monthdays(parts, span, set);
  if (parts.has_weekdays()) {
    MonthSet found(span.first);
    const bool reach = parts.any_monthday() && parts.skip != Skip::omit;
    add_plain(parts, reach ? around(span) : span, found);
    add_numbered(parts, span, found);
    if (reach) add_numbered_beside(parts, ym, found);
    if (parts.any_monthday()) {
      set &= found;
    } else {
      set = found;
    }
  }
  set.append_to(days);
}

}  // namespace evenkeel
