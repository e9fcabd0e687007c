#include "core/calendar/same_uid.hpp"

#include "core/calendar/series_rules.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace evenkeel {
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
  return std::tie(a.sequence, a.dtstamp) < std::tie(b.sequence, b.dtstamp);
}

std::string why_useless(const Component& master) {
  for (const auto& text : master.rrules) {
    if (auto why = why_not(parse_rrule(text), master); !why.empty()) return why;
  }
  return {};
}

/// Of masters, newest last, the one that counts: the newest that can be expanded. Says why not the newest.
std::size_t master_of(std::span<const std::size_t> masters, CalendarObject& object) {
  std::string why_not_newest;
  for (std::size_t i = masters.size(); i-- > 0;) {
    std::string why = why_useless(object.components[masters[i]]);
    if (why.empty()) {
      if (!why_not_newest.empty()) {
        object.warnings.push_back({object.uid.str(), "skipped: " + why_not_newest + "; an older one counts"});
      }
      return masters[i];
    }
    if (why_not_newest.empty()) why_not_newest = std::move(why);
  }
  return masters.back();
}

/// Whether the RECURRENCE-IDs of all have one form and zone, so that what is written can be compared.
bool written_alike(const std::vector<Component>& components, std::span<const std::size_t> indices) {
  const EventTime* first = nullptr;
  for (const std::size_t i : indices) {
    const auto& id = components[i].recurrence_id;
    if (!id) continue;
    if (first == nullptr) first = &*id;
    if (id->index() != first->index()) return false;
    const auto* zoned = std::get_if<ZonedTime>(&*id);
    if (zoned != nullptr && zoned->tzid != std::get<ZonedTime>(*first).tzid) return false;
  }
  return true;
}

}  // namespace

std::vector<std::size_t> leave_one_of_each(CalendarObject& object) {
  std::vector<Component>& components = object.components;
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
  std::vector<std::size_t> kept;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const Place here = place(components[order[begin]]);
    while (end < order.size() && place(components[order[end]]) == here) ++end;
    const bool masters = !components[order[begin]].recurrence_id && end - begin > 1;
    kept.push_back(masters ? master_of({&order[begin], end - begin}, object) : order[end - 1]);
  }
  // Which of two means the same instance is known later; that one came last must be known then.
  if (!written_alike(components, kept)) {
    std::ranges::sort(kept, {},
                      [&](std::size_t i) { return std::pair(components[i].recurrence_id.has_value(), i); });
  }
  std::vector<Component> left;
  left.reserve(kept.size());
  for (const std::size_t i : kept) left.push_back(std::move(components[i]));
  components = std::move(left);
  return kept;
}

}  // namespace evenkeel
