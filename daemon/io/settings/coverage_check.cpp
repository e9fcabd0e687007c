#include "io/settings/coverage_check.hpp"

#include "io/settings/hours.hpp"
#include "io/settings/week_minutes.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

/// The weekdays on which windows can begin. Without a rule, events decide: any.
Weekdays reached(const Coverage& coverage) {
  return weekdays_of(coverage.rrule, coverage.start);
}

/// The weekdays on which somebody could hold this range, with an empty calendar.
Weekdays possible_days(const Settings& settings, const PersonId& person, const DayRange& range) {
  Weekdays days;
  for (const Helper& helper : settings.helpers) {
    if (helper.id != person) continue;
    const WeekMinutes available(helper.available);
    for (std::size_t day = 0; day < 7; ++day) days[day] = available.covers(day, range);
  }
  for (const Partner& partner : settings.partners) {
    if (partner.id != person) continue;
    // Leave may free a partner with fixed hours, so that on no weekday it is certain; a slip all the same.
    const WeekMinutes hours(partner.working_hours);
    for (std::size_t day = 0; day < 7; ++day) days[day] = !partner.fixed_hours || !hours.meets(day, range);
  }
  return days;
}

bool only_helpers(const Settings& settings, const Coverage& coverage) {
  return std::ranges::none_of(coverage.who, [&](const PersonId& id) {
    return std::ranges::any_of(settings.partners, [&](const Partner& partner) { return partner.id == id; });
  });
}

std::string names_of(Weekdays days) {
  std::string names;
  for (int day = 0; day < 7; ++day) {
    if (days[static_cast<std::size_t>(day)])
      names += (names.empty() ? "" : ", ") + std::string(weekday_name(day));
  }
  return names;
}

void check_possible(Section& section, const Coverage& coverage) {
  const Settings& settings = section.reader().settings;
  const Weekdays needed = reached(coverage);
  for (const DayRange& range : coverage.time) {
    Weekdays possible;
    for (const PersonId& person : coverage.who) possible |= possible_days(settings, person, range);
    const Weekdays missing = needed & ~possible;
    if (missing.none() || coverage.who.empty()) continue;
    if (missing == needed && only_helpers(settings, coverage)) {
      section.error("who", "none of them is ever `available` at this time; expected somebody who is");
    } else if (!coverage.rrule.empty()) {
      section.warn("who", "by their hours nobody of them can do it on " + names_of(missing));
    }
  }
}

void check_people(Section& section, const Coverage& coverage) {
  const auto may = [&](const PersonId& id) {
    return std::ranges::find(coverage.who, id) != coverage.who.end();
  };
  for (const auto& person : coverage.usual) {
    if (!person || may(*person)) continue;
    section.error("usual", "\"" + person->str() + "\" is not in `who`; expected somebody who may cover it");
    break;
  }
  for (const auto& [person, length] : coverage.travel) {
    if (!may(person)) section.warn("travel", "\"" + person.str() + "\" is not in `who`");
  }
}

void check_ranges(Section& section, const Coverage& coverage) {
  DayRanges sorted = coverage.time;
  std::ranges::sort(sorted, {}, &DayRange::start);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].start < sorted[i - 1].end) return section.warn("time", "two of these ranges overlap");
  }
}

}  // namespace

void check_coverage(Section& section, const Coverage& coverage) {
  if (reached(coverage).none())
    return section.error("rrule", "this rule yields no date; expected one that does");
  check_ranges(section, coverage);
  check_people(section, coverage);
  check_possible(section, coverage);
}

}  // namespace evenkeel::settings
