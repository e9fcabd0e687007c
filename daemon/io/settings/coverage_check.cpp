#include "io/settings/coverage_check.hpp"

#include "io/settings/hours.hpp"
#include "io/settings/week_minutes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace evenkeel::settings {

namespace {

/// The weekdays on which windows can begin. Without a rule, events decide: any.
Weekdays reached(const Coverage& coverage) {
  return weekdays_of(coverage.rrule, coverage.start);
}

bool may_cover(const Coverage& coverage, const PersonId& id) {
  return std::ranges::find(coverage.who, id) != coverage.who.end();
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

std::string clock(Seconds time) {
  return fmt::format("{:02}:{:02}", time / Hours(1), time % Hours(1) / Minutes(1));
}

/// The range as it is written, where the coverage has several.
std::string which(const Coverage& coverage, const DayRange& range) {
  if (coverage.time.size() == 1) return "it";
  const bool past_midnight = range.end > Days(1);
  return clock(range.start) + "-" + clock(past_midnight ? range.end - Days(1) : range.end);
}

void check_possible(Section& section, const Coverage& coverage) {
  const Settings& settings = section.reader().settings;
  const Weekdays needed = reached(coverage);
  const auto missing = [&](const DayRange& range) {
    Weekdays possible;
    for (const PersonId& person : coverage.who) possible |= possible_days(settings, person, range);
    return needed & ~possible;
  };
  const auto never = [&](const DayRange& range) { return missing(range) == needed; };
  if (coverage.who.empty() || coverage.time.empty()) return;
  if (only_helpers(settings, coverage) && std::ranges::all_of(coverage.time, never))
    return section.error("who", "none of them is ever `available` at this time; expected somebody who is");
  for (const DayRange& range : coverage.time) {
    const Weekdays days = missing(range);
    if (days.none() || (coverage.rrule.empty() && !days.all())) continue;
    section.warn("who", fmt::format("by their hours nobody of them can do {} on {}", which(coverage, range),
                                    days.all() ? "any day" : names_of(days)));
  }
}

/// A usual helper who can hold none of the windows of that weekday. Partners may be free of what is usual.
void check_usual(Section& section, const Coverage& coverage) {
  const Settings& settings = section.reader().settings;
  std::map<PersonId, Weekdays> never;
  for (std::size_t day = 0; day < 7; ++day) {
    const auto& usual = coverage.usual.at(day);
    const bool helper =
        usual && std::ranges::find(settings.helpers, *usual, &Helper::id) != settings.helpers.end();
    if (!helper || !may_cover(coverage, *usual) || !reached(coverage)[day]) continue;
    never[*usual][day] = std::ranges::none_of(coverage.time, [&](const DayRange& range) {
      return possible_days(settings, *usual, range).test(day);
    });
  }
  for (const auto& [person, days] : never) {
    if (days.any())
      section.warn("usual",
                   fmt::format("\"{}\" is not `available` at this time on {}", person.str(), names_of(days)));
  }
}

void check_people(Section& section, const Coverage& coverage) {
  const auto may = [&](const PersonId& id) { return may_cover(coverage, id); };
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
  check_usual(section, coverage);
}

}  // namespace evenkeel::settings
