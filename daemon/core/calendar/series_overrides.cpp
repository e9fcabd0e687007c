#include "core/calendar/series_overrides.hpp"

#include <functional>
#include <tuple>

namespace evenkeel {
namespace {

/// The only instance of a timed series on a date of its zone.
std::optional<Instance> only_instance_on(Date date, const SeriesRules& series, Budget& budget) {
  std::optional<Instance> found;
  bool several = false;
  const LocalTime begin{date};
  series.each(begin, begin + Days{1} - Seconds{1}, budget, [&](const Instance& instance) {
    if (std::chrono::floor<Days>(instance.local) != date) return true;
    if (found && series.key(*found) != series.key(instance)) several = true;
    found = instance;
    return !several;
  });
  if (several) return std::nullopt;
  return found;
}

Override without_series(const Component& component, const Placing& placing) {
  const EventTime& id = *component.recurrence_id;
  const Instant at = placing.instant_of(id);
  const Instance instance{Placing::local_of(id), at};
  if (const auto* date = std::get_if<Date>(&id)) return {&component, instance, std::nullopt, *date};
  return {&component, instance, std::nullopt, at};
}

Override in_series(const Component& component, const SeriesRules& series, const Placing& placing,
                   Budget& budget) {
  const EventTime& id = *component.recurrence_id;
  const auto* date = std::get_if<Date>(&id);
  if (date != nullptr && !series.all_day()) {
    const auto instance = only_instance_on(*date, series, budget);
    if (!instance) return without_series(component, placing);
    return {&component, *instance, series.key(*instance), series.recurrence_id(*instance)};
  }
  const Instance instance = series.instance_of(id, placing);
  return {&component, instance, series.key(instance), series.recurrence_id(instance)};
}

/// Sorts by id and leaves the one that counts of each. All components stand in one vector, so that of
/// equals the last is the one at the highest address.
void resolve(std::vector<Override>& overrides) {
  std::ranges::sort(overrides, [](const Override& a, const Override& b) {
    if (a.recurrence_id != b.recurrence_id) return a.recurrence_id < b.recurrence_id;
    if (supersedes(*a.component, *b.component)) return true;
    return !supersedes(*b.component, *a.component) && std::greater<>{}(a.component, b.component);
  });
  const auto twice = std::ranges::unique(overrides, {}, &Override::recurrence_id);
  overrides.erase(twice.begin(), twice.end());
}

}  // namespace

bool supersedes(const Component& a, const Component& b) {
  return std::tie(a.sequence, a.dtstamp) > std::tie(b.sequence, b.dtstamp);
}

SeriesOverrides::SeriesOverrides(std::span<const Component* const> components, const SeriesRules* series,
                                 const Placing& placing, Budget& budget, bool& backwards) {
  std::vector<Override> ranges;
  for (const Component* pointer : components) {
    const Component& component = *pointer;
    overrides_.push_back(series != nullptr ? in_series(component, *series, placing, budget)
                                           : without_series(component, placing));
    if (component.this_and_future && overrides_.back().key) ranges.push_back(overrides_.back());
  }
  resolve(overrides_);
  resolve(ranges);
  for (const auto& range : ranges) add_shift(range, *series, placing, backwards);
}

void SeriesOverrides::add_shift(const Override& from, const SeriesRules& series, const Placing& placing,
                                bool& backwards) {
  const EventTime* start = start_of(*from.component);
  if (start == nullptr) return;
  const bool all_day = std::holds_alternative<Date>(*start);
  const bool within_zone = !all_day && !series.all_day();
  const Zone& zone = within_zone ? series.zone() : placing.zone_of(*start);
  const LocalTime to = within_zone ? zone.to_local(placing.instant_of(*start)) : Placing::local_of(*start);
  const LocalTime was =
      all_day ? LocalTime{std::chrono::floor<Days>(from.instance.local)} : from.instance.local;
  shifts_.push_back(
      {*from.key, from.component, &zone, all_day, to - was, extent_of(*from.component, placing, backwards)});
}

const Shift* SeriesOverrides::shift_of(InstanceKey key) const {
  const auto after = std::ranges::lower_bound(shifts_, key, {}, &Shift::after);
  return after == shifts_.begin() ? nullptr : &*std::prev(after);
}

}  // namespace evenkeel
