#include "io/settings/coverage_check.hpp"

#include "core/time/rrule.hpp"
#include "io/settings/hours.hpp"

#include <algorithm>
#include <bitset>

namespace evenkeel::settings {

namespace {

using Weekdays = std::bitset<7>;
constexpr int kAheadDays = 4 * 366;  // a rule's dates repeat their weekdays within that

/// The weekdays on which windows can begin. Without a rule, events decide: any.
Weekdays reached(const Coverage& coverage) {
  const auto rule = parse_rrule(coverage.rrule);
  if (coverage.rrule.empty() || !rule) return Weekdays().set();
  Budget budget;
  Weekdays days;
  for (const Date date :
       rule_dates(*rule, coverage.start, {coverage.start, coverage.start + Days(kAheadDays)}, budget)) {
    days.set(std::chrono::weekday(std::chrono::sys_days(date.time_since_epoch())).iso_encoding() - 1);
  }
  return days;
}

/// A week's ranges as minutes that are covered, from Monday 00:00; those of Sunday night go on on Monday.
class WeekMinutes {
 public:
  explicit WeekMinutes(const WeekRanges& week) {
    for (std::size_t day = 0; day < 7; ++day) {
      for (const DayRange& range : week.days.at(day)) set(day, range);
    }
  }
  [[nodiscard]] bool covers(std::size_t day, const DayRange& range) const {
    return count(day, range) == length(range);
  }
  [[nodiscard]] bool meets(std::size_t day, const DayRange& range) const { return count(day, range) > 0; }

 private:
  static constexpr std::size_t kWeek = 7UL * 24 * 60;
  static std::size_t minutes(Seconds s) { return static_cast<std::size_t>(s / Minutes(1)); }
  static std::size_t length(const DayRange& range) { return minutes(range.end - range.start); }
  static std::size_t first(std::size_t day, const DayRange& range) {
    return day * 24 * 60 + minutes(range.start);
  }

  void set(std::size_t day, const DayRange& range) {
    for (std::size_t i = 0; i < length(range); ++i) covered_.set((first(day, range) + i) % kWeek);
  }
  [[nodiscard]] std::size_t count(std::size_t day, const DayRange& range) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < length(range); ++i) n += covered_[(first(day, range) + i) % kWeek] ? 1U : 0U;
    return n;
  }

  std::bitset<kWeek> covered_;
};

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
