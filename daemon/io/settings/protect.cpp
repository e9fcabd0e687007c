// [[protect]]: windows to be kept free without an event.
#include "io/settings/convert.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/identity.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/week_minutes.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

Protect read_protect(Section& section, std::vector<std::string>& taken) {
  const Settings& settings = section.reader().settings;
  Protect protect;
  read_identity(section, protect.id, protect.title, taken);
  protect.who = both_partners(settings);
  std::vector<PersonId> who;
  if (section.read("who", who, list_of<PersonId>(partner_id))) {
    if (section.find("who")->as<Array>()->empty()) {
      section.error("who", "nobody is protected; expected one or both partners");
    }
    protect.who = in_order(who, settings);
    if (protect.who.size() < who.size()) section.warn("who", "somebody is named twice");
  }
  const bool timed = section.require("time", protect.time, week_ranges,
                                     R"(expected times by weekday: { fri = "13:00-17:00" })");
  if (timed && section.find("time")->as<Table>()->empty()) {
    section.error("time", R"(there is none; expected times by weekday: { fri = "13:00-17:00" })");
  }
  return protect;
}

/// Whether a slot of the routine fits somewhere beside these minutes of the household's week.
bool fits_beside(const WeekMinutes& kept, const Routine& routine) {
  constexpr Seconds quarter = Minutes(15);
  for (std::size_t day = 0; day < 7; ++day) {
    for (const DayRange& window : routine.windows.days.at(day)) {
      Seconds start = (window.start + quarter - Seconds(1)) / quarter * quarter;
      for (; start + routine.duration <= window.end; start += quarter) {
        if (!kept.meets(day, {start, start + routine.duration})) return true;
      }
    }
  }
  return false;
}

/// Whether its windows are in the zone in which protected ones are.
bool in_the_households_zone(const Routine& routine, const Settings& settings) {
  return routine.common() || std::ranges::all_of(settings.partners, [&](const Partner& partner) {
           return partner.id != routine.with.front() || partner.zone == settings.zone;
         });
}

/// No slot is placed in a protected window (DESIGN section 7, Routines): one that lies over all windows of a
/// routine leaves none for it. All else works, and `no-slot` says it of each period.
void check_room(Section& section, const WeekMinutes& before, const WeekMinutes& with) {
  const Settings& settings = section.reader().settings;
  for (const Routine& routine : settings.routines) {
    if (routine.with.empty() || !in_the_households_zone(routine, settings)) continue;
    if (!fits_beside(before, routine) || fits_beside(with, routine)) continue;
    section.warn("time", "it leaves no room in the windows of the routine \"" + routine.id + "\"");
  }
}

}  // namespace

void read_protects(Section& root) {
  // One namespace with routines: a finding `protected-time` names either by its id (DESIGN section 6).
  std::vector<std::string> taken;
  for (const Routine& routine : root.reader().settings.routines) taken.push_back(routine.id);
  WeekMinutes kept;
  for (const Value* value : tables_of(root, "protect")) {
    Section section(*value, "protect", root.reader());
    Protect protect = read_protect(section, taken);
    const WeekMinutes before = kept;
    kept.add(protect.time);
    check_room(section, before, kept);
    section.finish();
    root.reader().settings.protects.push_back(std::move(protect));
  }
}

}  // namespace evenkeel::settings
