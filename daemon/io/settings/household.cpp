// [household]: who they are together, and their calendars.
#include "core/time/zones.hpp"
#include "io/settings/convert.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/source.hpp"

namespace evenkeel::settings {

namespace {

void read_keys(Section& section, Settings& settings) {
  section.find("pause");  // read by read_pause, when every calendar is known
  section.read("id", settings.household_id, text);
  section.read("name", settings.household_name, text);
  section.require("time_zone", settings.zone, time_zone, R"(expected an IANA name like "Europe/London")");
  section.read("horizon", settings.horizon, whole_days);
  section.read("history", settings.history, whole_days);
  section.read("poll", settings.poll, positive_duration);
  section.read("state", settings.state, path);
  if (settings.horizon < Days(1))
    section.error("horizon", "nothing would be looked at; expected a day or more");
}

}  // namespace

void read_household(Section& root) {
  static const Value nothing{{1, 1}, Table{}};
  Settings& settings = root.reader().settings;
  const Value* value = root.find("household");
  Section section(value == nullptr ? nothing : *value, "household", root.reader());
  read_keys(section, settings);
  settings.household_calendars = read_calendars(section, "household", WorkKey::no);
  section.finish();
  if (settings.zone == nullptr)
    settings.zone = &root.reader().zones.utc();  // so that the rest can be checked
  if (settings.state.empty())
    settings.state = default_state_directory(root.reader().environment, settings.file);
  if (settings.state.empty())
    section.error("state", "nothing says where state is kept; expected a directory");
}

void read_pause(Section& root) {
  const Value* value = root.find("household");
  if (value == nullptr || value->as<Table>() == nullptr) return;
  Section section(*value, "household", root.reader());
  section.read("pause", root.reader().settings.pause, one_or_list<CalendarMatch>(calendar_match));
}

}  // namespace evenkeel::settings
