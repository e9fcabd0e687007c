// A VTIMEZONE means something in the VCALENDAR that it stands in (RFC 5545 3.2.19); some programs call all of
// theirs "Customized Time Zone". So of two of one name in one object the second gets a name of its own. What
// nobody knows is read in the X-WR-TIMEZONE of its own VCALENDAR: where that is another, it is carried along.
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
  bool found = object.calendar_zone == name;
  for (const Component& component : object.components) {
    each_zone_name(component, [&](const TzId& one) {
      found = found || one == name || carried_calendar_zone(one.str()) == name;
    });
  }
  return found;
}

/// The name with a quotation mark and a number in blanks behind it: bare_tzid() is still the same, so that a
/// name that is known without a VTIMEZONE stays so, and no name of this kind comes out of a calendar.
TzId name_apart(const TzId& name, std::size_t number) {
  std::string text = name.str() + '\'';
  for (; number > 0; number /= 2) text += number % 2 == 0 ? ' ' : '\t';
  return TzId{std::move(text)};
}

/// Such a name that neither of two objects has already: both may have been put together before.
TzId free_name(const TzId& name, const CalendarObject& object, const CalendarObject& more) {
  for (std::size_t number = object.components.size();; ++number) {
    TzId apart = name_apart(name, number);
    const auto in = [&](const CalendarObject& one) { return has_zone(one, apart) || names_zone(one, apart); };
    if (!in(object) && !in(more)) return apart;
  }
}

using Names = std::map<TzId, TzId>;

void rename(TzId& name, const Names& names) {
  if (const auto other = names.find(name); other != names.end()) {
    name = other->second;
  } else if (auto carried = carried_calendar_zone(name.str()); carried && names.contains(*carried)) {
    name = with_calendar_zone(TzId{without_calendar_zone(name.str())}, names.at(*carried));
  }
}

/// What the zones that came with `more` are called beside those of `object`, where that is something else.
Names zones_beside(const CalendarObject& object, const CalendarObject& more) {
  Names names;
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
      names.emplace(zone.tzid,
                    full ? with_calendar_zone(zone.tzid, std::nullopt) : free_name(zone.tzid, object, more));
    }
  }
  return names;
}

/// Adds what the TZIDs of `more` are called that came without a VTIMEZONE: they must find neither one of
/// `object` nor its X-WR-TIMEZONE.
void add_others_beside(const CalendarObject& object, const CalendarObject& more, Names& names) {
  const auto finds_another = [&](const TzId& name) {
    return !has_zone(more, name) && has_zone(object, name);
  };
  auto calendar_zone = more.calendar_zone;
  if (calendar_zone && finds_another(*calendar_zone)) {
    calendar_zone = with_calendar_zone(*calendar_zone, std::nullopt);
  } else if (calendar_zone) {
    rename(*calendar_zone, names);
  }
  const bool same_calendar_zone = object.calendar_zone == calendar_zone;
  const auto look_at = [&](const TzId& name) {
    if (const auto carried = carried_calendar_zone(name.str())) {
      if (finds_another(*carried)) names.try_emplace(*carried, with_calendar_zone(*carried, std::nullopt));
    } else if (finds_another(name) ||
               (!same_calendar_zone && !has_zone(more, name) && !speaks_for_itself(name))) {
      names.try_emplace(name, with_calendar_zone(name, calendar_zone));
    }
  };
  for (const Component& component : more.components) each_zone_name(component, look_at);
}

void rename_all(CalendarObject& object, const Names& names) {
  if (names.empty()) return;
  const auto one = [&](TzId& name) { rename(name, names); };
  for (Component& component : object.components) each_zone_name(component, one);
  for (VTimezone& zone : object.timezones) one(zone.tzid);
  if (object.calendar_zone) one(*object.calendar_zone);
}

}  // namespace

void absorb(CalendarObject& object, CalendarObject&& more) {
  Names names = zones_beside(object, more);
  add_others_beside(object, more, names);
  rename_all(more, names);
  for (VTimezone& zone : more.timezones) {
    if (object.timezones.size() < most_zones && !has_zone(object, zone.tzid)) {
      object.timezones.push_back(std::move(zone));
    }
  }
  std::ranges::move(more.components, std::back_inserter(object.components));
  std::ranges::move(more.warnings, std::back_inserter(object.warnings));
}

}  // namespace evenkeel
