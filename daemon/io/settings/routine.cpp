// [[routine]]: recurring appointments that evenkeel places.
#include "io/settings/convert.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/identity.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/week_minutes.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

/// Where a routine's rule begins (its dates are those from today on).
constexpr Date anchor{std::chrono::sys_days(std::chrono::year(2024) / 1 / 1).time_since_epoch()};

WeekRanges common_windows() {
  WeekRanges week;
  for (std::size_t day = 0; day < 4; ++day)
    week.days.at(day) = {DayRange{Hours(20), Hours(21) + Minutes(30)}};
  week.days.at(6) = {DayRange{Hours(17), Hours(21)}};
  return week;
}

/// A known section by its name, or { file = "path" }.
std::optional<AgendaSection> agenda_section(const Value& value, Reader& reader) {
  static const std::vector<std::string> names{"wins",     "risks",    "support", "promises", "agreed",
                                              "ahead",    "settings", "dreams",  "moves",    "childcare",
                                              "flexible", "lead",     "load",    "alignment"};
  AgendaSection agenda;
  if (value.as<Table>() != nullptr) {
    Section section(value, reader.where, reader);
    const bool there = section.require("file", agenda.file, path, "expected the path of a text file");
    section.finish();
    return there ? std::optional(agenda) : std::nullopt;
  }
  const auto* name = value.as<std::string>();
  if (name != nullptr && std::ranges::find(names, *name) != names.end()) return AgendaSection{*name, {}};
  report_choice(value, names, reader);
  return std::nullopt;
}

void read_people(Section& section, Routine& routine) {
  const Settings& settings = section.reader().settings;
  routine.with = both_partners(settings);
  std::vector<PersonId> with;
  if (!section.read("with", with, list_of<PersonId>(partner_id))) return;
  const bool nobody = section.find("with")->as<Array>()->empty();
  if (nobody) section.error("with", "nobody takes part; expected one or both partners");
  routine.with = in_order(with, settings);
  if (routine.with.size() < with.size()) section.warn("with", "somebody is named twice");
}

void read_period(Section& section, Routine& routine) {
  section.read("every", routine.every,
               OneOf<Period>{{{"week", Period::week},
                              {"month", Period::month},
                              {"quarter", Period::quarter},
                              {"year", Period::year}}});
  if (!section.read("rrule", routine.rrule, date_rule)) return;
  routine.every = Period::rrule;
  if (section.find("every") != nullptr)
    section.error("rrule", "`every` is given too; expected one of the two");
}

/// Defaults: common ones as in CONTRACT section 2, one-person ones the working hours, at no preferred time.
void read_windows(Section& section, Routine& routine) {
  const auto& partners = section.reader().settings.partners;
  const auto alone = std::ranges::find_if(partners, [&](const Partner& partner) {
    return routine.with.size() == 1 && partner.id == routine.with[0];
  });
  if (alone == partners.end()) {
    routine.windows = common_windows();
    routine.prefer = Preference{6, Hours(19)};
    for (const char* name : {"wins", "risks", "support", "promises", "ahead"})
      routine.agenda.push_back({name, {}});
  } else {
    routine.windows = alone->working_hours;
    routine.working_hours = section.find("windows") == nullptr;
  }
  section.read("windows", routine.windows, week_ranges);
  section.read("prefer", routine.prefer, preference);
}

/// The ranges of a week, and of each no more than what lies after its first quarter hour: slots begin on one.
struct Longest {
  Seconds window{0};
  Seconds from_a_quarter{0};
};

Longest longest_of(const WeekRanges& windows) {
  constexpr Seconds quarter = Minutes(15);
  Longest longest;
  for (const DayRanges& ranges : windows.days) {
    for (const DayRange& range : ranges) {
      const Seconds start = (range.start + quarter - Seconds(1)) / quarter * quarter;
      longest.window = std::max(longest.window, range.end - range.start);
      longest.from_a_quarter = std::max(longest.from_a_quarter, range.end - start);
    }
  }
  return longest;
}

/// Whether none of the rule's dates can have a window.
bool never_meets(const Routine& routine) {
  const Weekdays days = weekdays_of(routine.rrule, anchor);
  for (std::size_t day = 0; day < 7; ++day) {
    if (days[day] && !routine.windows.days.at(day).empty()) return false;
  }
  return true;
}

void check_windows(Section& section, const Routine& routine) {
  const Longest longest = longest_of(routine.windows);
  if (weekdays_of(routine.rrule, anchor).none()) {
    section.error("rrule", "this rule yields no date; expected one that does");
  } else if (longest.window == Seconds{0}) {
    section.error("windows", "there is none; expected times by weekday");
  } else if (routine.duration > longest.window) {
    section.error("duration", "longer than each of its windows; expected one that fits");
  } else if (routine.duration > longest.from_a_quarter) {
    section.error(
        "duration",
        "a slot begins on the quarter hour, and from there on it is longer than each of its windows; "
        "expected one that fits");
  } else if (never_meets(routine)) {
    section.error("windows", "on no weekday of `rrule` there is one; expected a window on such a day");
  } else if (routine.prefer && routine.prefer->weekday && section.find("prefer") != nullptr &&
             routine.windows.days.at(static_cast<std::size_t>(*routine.prefer->weekday)).empty()) {
    section.warn("prefer", "on this weekday there is no window");
  }
}

/// Weeks that are not known count as free of nothing.
void check_history(Section& section, const Routine& routine) {
  constexpr Days looked_at{8 * 7};
  const bool looks_back =
      std::ranges::find(routine.agenda, "alignment", &AgendaSection::name) != routine.agenda.end();
  if (looks_back && section.reader().settings.history < looked_at)
    section.warn("agenda", "\"alignment\" looks back 8 weeks, and `household.history` is shorter");
}

Routine read_routine(Section& section, std::vector<std::string>& taken) {
  Routine routine;
  read_identity(section, routine.id, routine.title, taken);
  read_people(section, routine);
  read_period(section, routine);
  section.read("duration", routine.duration, positive_duration);
  read_windows(section, routine);
  section.read("agenda", routine.agenda, list_of<AgendaSection>(agenda_section));
  check_history(section, routine);
  section.read("protected", routine.protected_, boolean);
  section.read("remind", routine.remind, one_or_list<Seconds>(duration));
  check_windows(section, routine);
  return routine;
}

}  // namespace

void read_routines(Section& root) {
  std::vector<std::string> taken;
  for (const Value* value : tables_of(root, "routine")) {
    Section section(*value, "routine", root.reader());
    Routine routine = read_routine(section, taken);
    section.finish();
    root.reader().settings.routines.push_back(std::move(routine));
  }
}

}  // namespace evenkeel::settings
