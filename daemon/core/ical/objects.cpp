#include "core/ical/objects.hpp"

#include "core/ical/limits.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace evenkeel::ical {

namespace {

// Where an override stands among the components of its object: the master first, then by time as written.
using Place = std::tuple<bool, std::int64_t, std::size_t, std::string, bool>;

Place place(const Component& component) {
  if (!component.recurrence_id) return {false, 0, 0, "", false};
  const EventTime& id = *component.recurrence_id;
  const bool future = component.this_and_future;
  if (const auto* date = std::get_if<Date>(&id)) {
    return {true, LocalTime{*date}.time_since_epoch().count(), id.index(), "", future};
  }
  if (const auto* zoned = std::get_if<ZonedTime>(&id)) {
    return {true, zoned->local.time_since_epoch().count(), id.index(), zoned->tzid.str(), future};
  }
  const auto* utc = std::get_if<Instant>(&id);
  const auto seconds = utc != nullptr ? utc->time_since_epoch() : std::get<LocalTime>(id).time_since_epoch();
  return {true, seconds.count(), id.index(), "", future};
}

bool older(const Component& a, const Component& b) {
  return std::tuple(a.sequence, a.dtstamp) < std::tuple(b.sequence, b.dtstamp);
}

// Keeps one component of each place.
void resolve(CalendarObject& object) {
  auto& all = object.components;
  if (all.size() == 1) return;
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Place x = place(all[a]);
    const Place y = place(all[b]);
    if (x != y) return x < y;
    if (older(all[a], all[b]) || older(all[b], all[a])) return older(all[a], all[b]);
    return a < b;
  });
  // Of equals the last is the newest.
  std::vector<Component> kept;
  for (const std::size_t i : order) {
    if (!kept.empty() && place(kept.back()) == place(all[i])) {
      kept.back() = std::move(all[i]);
    } else {
      kept.push_back(std::move(all[i]));
    }
  }
  if (const std::size_t dropped = all.size() - kept.size(); dropped > 0) {
    object.warnings.push_back(
        {object.uid.str(), std::to_string(dropped) + " older duplicates were left out"});
  }
  all = std::move(kept);
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
