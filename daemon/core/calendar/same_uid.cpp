#include "core/calendar/same_uid.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace evenkeel {
namespace {

// As many as are kept of one file: many files of one UID must not cost more than their number.
constexpr std::size_t most_zones = 100;

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
  return std::tie(a.sequence, a.dtstamp) < std::tie(b.sequence, b.dtstamp);
}

}  // namespace

std::vector<std::size_t> leave_one_of_each(std::vector<Component>& components) {
  std::vector<std::size_t> order(components.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (components.size() < 2) return order;
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const Place x = place(components[a]);
    const Place y = place(components[b]);
    if (x != y) return x < y;
    if (older(components[a], components[b]) || older(components[b], components[a]))
      return older(components[a], components[b]);
    return a < b;
  });
  // Of equals the last is the newest.
  std::vector<Component> kept;
  std::vector<std::size_t> from;
  for (const std::size_t i : order) {
    if (!kept.empty() && place(kept.back()) == place(components[i])) {
      kept.back() = std::move(components[i]);
      from.back() = i;
    } else {
      kept.push_back(std::move(components[i]));
      from.push_back(i);
    }
  }
  components = std::move(kept);
  return from;
}

void absorb(CalendarObject& object, CalendarObject&& more) {
  std::ranges::move(more.components, std::back_inserter(object.components));
  std::ranges::move(more.warnings, std::back_inserter(object.warnings));
  for (VTimezone& zone : more.timezones) {
    if (object.timezones.size() >= most_zones) break;
    if (std::ranges::find(object.timezones, zone.tzid, &VTimezone::tzid) == object.timezones.end())
      object.timezones.push_back(std::move(zone));
  }
  if (!object.calendar_zone) object.calendar_zone = std::move(more.calendar_zone);
}

}  // namespace evenkeel
