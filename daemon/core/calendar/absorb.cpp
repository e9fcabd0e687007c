// A VTIMEZONE means something in the VCALENDAR that it stands in (RFC 5545 3.2.19); some programs call all of
// theirs "Customized Time Zone". So of two of one name in one object the second gets a name of its own.
#include "core/calendar/same_uid.hpp"
#include "core/calendar/zone_names.hpp"
#include "core/time/tzid.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace evenkeel {
namespace {

// As many as are kept of one file: many files of one UID must not cost more than their number.
constexpr std::size_t most_zones = 100;

bool has_zone(const CalendarObject& object, const TzId& name) {
  return std::ranges::find(object.timezones, name, &VTimezone::tzid) != object.timezones.end();
}

bool names_zone(const CalendarObject& object, const TzId& name) {
  return std::ranges::any_of(object.components, [&](const Component& component) {
    bool found = false;
    each_zone_name(component, [&](const TzId& one) { found = found || one == name; });
    return found;
  });
}

/// The name with a quotation mark and a number in blanks behind it: bare_tzid() is still the same, so that a
/// name that is known without a VTIMEZONE stays so, and no name of this kind comes out of a calendar.
TzId name_apart(const TzId& name, std::size_t number) {
  std::string text = name.str() + '\'';
  for (; number > 0; number /= 2) text += number % 2 == 0 ? ' ' : '\t';
  return TzId{std::move(text)};
}

/// What the zones that came with `more` are called beside those of `object`, where that is something else.
std::map<TzId, TzId> names_beside(const CalendarObject& object, const CalendarObject& more) {
  std::map<TzId, TzId> names;
  const auto apart = [&](const TzId& name) { return name_apart(name, object.components.size()); };
  for (const VTimezone& zone : more.timezones) {
    const auto same = std::ranges::find_if(object.timezones, [&](const VTimezone& one) {
      return one.observances == zone.observances && bare_tzid(one.tzid.str()) == bare_tzid(zone.tzid.str());
    });
    if (same != object.timezones.end()) {
      if (same->tzid != zone.tzid) names.emplace(zone.tzid, same->tzid);
      continue;
    }
    const bool full = object.timezones.size() >= most_zones;
    if (full || has_zone(object, zone.tzid) || names_zone(object, zone.tzid)) {
      names.emplace(zone.tzid, apart(zone.tzid));
    }
  }
  // One that came without its VTIMEZONE must not find another's.
  for (const Component& component : more.components) {
    each_zone_name(component, [&](const TzId& name) {
      if (!has_zone(more, name) && has_zone(object, name)) names.try_emplace(name, apart(name));
    });
  }
  return names;
}

}  // namespace

void absorb(CalendarObject& object, CalendarObject&& more) {
  const auto names = names_beside(object, more);
  const auto rename = [&](TzId& name) {
    if (const auto other = names.find(name); other != names.end()) name = other->second;
  };
  if (!names.empty()) {
    for (Component& component : more.components) each_zone_name(component, rename);
    for (VTimezone& zone : more.timezones) rename(zone.tzid);
    if (more.calendar_zone) rename(*more.calendar_zone);
  }
  for (VTimezone& zone : more.timezones) {
    if (object.timezones.size() < most_zones && !has_zone(object, zone.tzid)) {
      object.timezones.push_back(std::move(zone));
    }
  }
  std::ranges::move(more.components, std::back_inserter(object.components));
  std::ranges::move(more.warnings, std::back_inserter(object.warnings));
  if (!object.calendar_zone) object.calendar_zone = std::move(more.calendar_zone);
}

}  // namespace evenkeel
