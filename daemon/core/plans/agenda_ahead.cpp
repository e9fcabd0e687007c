// What lies ahead of an agenda: two weeks side by side, or in the quarterly one a line a week.
#include "core/household/hours.hpp"
#include "core/plans/agenda_sections.hpp"
#include "core/plans/fold.hpp"
#include "core/plans/wording.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel::agenda {

namespace {

constexpr int days_side_by_side = 14;
constexpr int weeks_of_quarter = 13;

void append(std::string& list, std::string_view text) {
  if (!list.empty()) list += ", ";
  list += text;
}

/// What stands on a stretch of dates for one partner, or for the household (empty).
std::string things_on(const AgendaCircumstances& c, DateSpan dates, std::optional<PartnerIndex> who) {
  std::string list;
  for (const Ahead& a : c.ahead) {
    if (a.who == who && a.dates.first < dates.end && dates.first < a.dates.end)
      append(list, one_line(a.text));
  }
  return list;
}

std::string duties_on(const AgendaCircumstances& c, Date date, PartnerIndex who) {
  std::string list;
  for (const RotaEntry& e : c.rota.entries) {
    if (e.who != person(who) || e.window.date != date) continue;
    append(list, fmt::format("{} {}", c.settings.coverages[e.window.coverage].title,
                             clock_text(e.window.time.start, *c.settings.zone)));
  }
  return list;
}

/// "Alex: in Berlin | Sam: School pick-up 15:15"; empty when there is nothing.
std::string day(const AgendaCircumstances& c, Date date) {
  std::string text = things_on(c, {date, date + Days(1)}, std::nullopt);
  bool anything = !text.empty();
  for (const PartnerIndex p : both_partners) {
    std::string own = things_on(c, {date, date + Days(1)}, p);
    if (const std::string duties = duties_on(c, date, p); !duties.empty()) append(own, duties);
    anything = anything || !own.empty();
    text += fmt::format("{}{}: {}", text.empty() ? "" : " | ", name_of(c.settings, person(p)),
                        own.empty() ? "–" : own);
  }
  return anything ? text : std::string();
}

std::string week(const AgendaCircumstances& c, Date monday) {
  std::string text;
  const auto loads = c.week_loads.find(monday);
  for (const PartnerIndex p : both_partners) {
    if (!text.empty()) text += " | ";
    text += name_of(c.settings, person(p));
    if (loads != c.week_loads.end())
      text += fmt::format(" {:.0f} %", 100 * std::min(loads->second[index(p)], 99.0));
    if (const std::string own = things_on(c, {monday, monday + Days(7)}, p); !own.empty()) text += ": " + own;
  }
  const std::string household = things_on(c, {monday, monday + Days(7)}, std::nullopt);
  return household.empty() ? text : household + " | " + text;
}

}  // namespace

Section ahead(const AgendaCircumstances& c, const Slot& slot) {
  const Date date = date_of(c, slot);
  if (c.settings.routines[slot.routine].every == Period::quarter) {
    Section s{"The next 13 weeks", {}};
    // A week that ends with the day of the agenda is over.
    const Date first = monday_of(date + Days(1));
    for (int i = 0; i < weeks_of_quarter; ++i) {
      const Date monday = first + Days(7 * i);
      s.lines.push_back(
          fmt::format("· {} ({}): {}", iso_week(monday).substr(5), day_text(monday), week(c, monday)));
    }
    return s;
  }
  Section s{"The next two weeks", {}};
  for (int i = 0; i < days_side_by_side; ++i) {
    const std::string text = day(c, date + Days(i));
    if (!text.empty()) s.lines.push_back(fmt::format("· {}: {}", day_text(date + Days(i)), text));
  }
  return s;
}

}  // namespace evenkeel::agenda
