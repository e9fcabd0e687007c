#include "core/ical/objects.hpp"

#include "core/calendar/same_uid.hpp"
#include "core/ical/limits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::ical {

namespace {

void resolve(CalendarObject& object) {
  const std::size_t all = object.components.size();
  const std::size_t kept = leave_one_of_each(object.components).size();
  if (kept == all) return;
  object.warnings.push_back(
      {object.uid.str(), std::to_string(all - kept) + " older duplicates were left out"});
}

constexpr std::size_t most_names = 10 * limits::timezones;

void name_zone(const EventTime& time, std::vector<TzId>& into) {
  const auto* zoned = std::get_if<ZonedTime>(&time);
  if (zoned == nullptr || into.size() == most_names) return;
  if (std::find(into.begin(), into.end(), zoned->tzid) != into.end()) return;
  into.push_back(zoned->tzid);
}

}  // namespace

std::vector<TzId> zones_named(const Component& component) {
  std::vector<TzId> names;
  for (const auto* time : {&component.recurrence_id, &component.dtstart, &component.dtend}) {
    if (*time) name_zone(**time, names);
  }
  for (const auto& rdate : component.rdates) {
    if (const auto* time = std::get_if<EventTime>(&rdate)) {
      name_zone(*time, names);
      continue;
    }
    const auto& period = std::get<RDatePeriod>(rdate);
    name_zone(period.start, names);
    if (const auto* end = std::get_if<EventTime>(&period.end)) name_zone(*end, names);
  }
  for (const auto& exdate : component.exdates) name_zone(exdate, names);
  return names;
}

void Objects::add(Component component, std::vector<Warning> warnings, const CalendarZones& zones) {
  const auto [found, added] = index_.try_emplace({component.uid.str(), component.kind}, objects_.size());
  if (added) {
    objects_.emplace_back();
    objects_.back().uid = component.uid;
    objects_.back().calendar_zone = zones.calendar_zone;
  }
  CalendarObject& object = objects_[found->second];
  for (const TzId& name : zones_named(component)) {
    const auto zone = zones.by_name.find(name.str());
    if (zone == zones.by_name.end()) continue;
    const bool known = std::any_of(object.timezones.begin(), object.timezones.end(),
                                   [&](const VTimezone& one) { return one.tzid == name; });
    if (known) continue;
    if (object.timezones.size() < limits::timezones) {
      object.timezones.push_back(zone->second);
    } else if (overfull_.insert(found->second).second) {
      object.warnings.push_back(
          {object.uid.str(), "VTIMEZONEs beyond those that an object may have were left out"});
    }
  }
  std::move(warnings.begin(), warnings.end(), std::back_inserter(object.warnings));
  object.components.push_back(std::move(component));
}

std::vector<CalendarObject> Objects::take() && {
  for (auto& object : objects_) resolve(object);
  return std::move(objects_);
}

}  // namespace evenkeel::ical
