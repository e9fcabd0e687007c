#include "core/ical/objects.hpp"

#include "core/calendar/same_uid.hpp"
#include "core/calendar/zone_names.hpp"
#include "core/ical/limits.hpp"
#include "core/time/tzid.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::ical {

namespace {

void resolve(CalendarObject& object) {
  const std::size_t all = object.components.size();
  const std::size_t kept = leave_one_of_each(object).size();
  if (kept == all) return;
  object.warnings.push_back(
      {object.uid.str(), std::to_string(all - kept) + " older duplicates were left out"});
}

constexpr std::size_t most_names = 10 * limits::timezones;

// Adds the zone to those of the object; false when that has no room for it.
bool take_zone(CalendarObject& object, const VTimezone& zone) {
  if (std::ranges::find(object.timezones, zone.tzid, &VTimezone::tzid) != object.timezones.end()) return true;
  if (object.timezones.size() >= limits::timezones) return false;
  object.timezones.push_back(zone);
  return true;
}

void spell_as_zones_do(Component& component, const CalendarZones& zones) {
  if (zones.by_name.all().empty()) return;
  each_zone_name(component, [&](TzId& name) {
    const VTimezone* zone = zones.by_name.find(name);
    if (zone != nullptr && zone->tzid != name) name = zone->tzid;
  });
}

// Adds what the component names; false when there was no room for some.
bool take_zones(CalendarObject& object, const Component& component, const CalendarZones& zones) {
  bool whole = true;
  bool unknown = false;
  const VTimezone* of_calendar = zones.of_calendar();
  for (const TzId& name : zones_named(component)) {
    const VTimezone* zone = zones.by_name.find(name);
    if (zone != nullptr) whole = take_zone(object, *zone) && whole;
    unknown = unknown || (zone == nullptr && of_calendar != nullptr && !speaks_for_itself(name));
  }
  // What is known by no other name is read in the calendar's zone, and that may be a VTIMEZONE too.
  if (!unknown) return whole;
  object.calendar_zone = of_calendar->tzid;
  return take_zone(object, *of_calendar) && whole;
}

}  // namespace

std::vector<TzId> zones_named(const Component& component) {
  std::vector<TzId> names;
  each_zone_name(component, [&](const TzId& name) {
    if (names.size() == most_names || std::ranges::find(names, name) != names.end()) return;
    names.push_back(name);
  });
  return names;
}

void Objects::add(Component component, std::vector<Warning> warnings, const CalendarZones& zones) {
  const auto [found, added] = index_.try_emplace({component.uid.str(), component.kind}, objects_.size());
  if (added) {
    objects_.push_back({component.uid, {}, {}, zones.calendar_zone, {}});
    first_seen_in_.push_back(zones.number);
  }
  CalendarObject& object = objects_[found->second];
  spell_as_zones_do(component, zones);
  const auto take = [&](CalendarObject& into) {
    if (!take_zones(into, component, zones) && overfull_.insert(found->second).second) {
      object.warnings.push_back(
          {object.uid.str(), "VTIMEZONEs beyond those that an object may have were left out"});
    }
    into.components.push_back(std::move(component));
  };
  std::ranges::move(warnings, std::back_inserter(object.warnings));
  if (first_seen_in_[found->second] == zones.number) return take(object);
  CalendarObject elsewhere{object.uid, {}, {}, zones.calendar_zone, {}};
  take(elsewhere);
  absorb(object, std::move(elsewhere));
}

std::vector<CalendarObject> Objects::take() && {
  for (auto& object : objects_) resolve(object);
  return std::move(objects_);
}

}  // namespace evenkeel::ical
