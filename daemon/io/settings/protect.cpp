// [[protect]]: windows to be kept free without an event.
#include "io/settings/convert.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/identity.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"

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
  }
  const bool timed = section.require("time", protect.time, week_ranges,
                                     R"(expected times by weekday: { fri = "13:00-17:00" })");
  if (timed && section.find("time")->as<Table>()->empty()) {
    section.error("time", R"(there is none; expected times by weekday: { fri = "13:00-17:00" })");
  }
  return protect;
}

}  // namespace

void read_protects(Section& root) {
  // One namespace with routines: a finding `protected-time` names either by its id (DESIGN section 6).
  std::vector<std::string> taken;
  for (const Routine& routine : root.reader().settings.routines) taken.push_back(routine.id);
  for (const Value* value : tables_of(root, "protect")) {
    Section section(*value, "protect", root.reader());
    Protect protect = read_protect(section, taken);
    section.finish();
    root.reader().settings.protects.push_back(std::move(protect));
  }
}

}  // namespace evenkeel::settings
