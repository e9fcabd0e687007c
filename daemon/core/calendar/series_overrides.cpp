#include "core/calendar/series_overrides.hpp"

#include <functional>
#include <map>
#include <tuple>

namespace evenkeel {
namespace {

Override without_series(const Component& component, const Placing& placing) {
  const EventTime& id = *component.recurrence_id;
  const Instant at = placing.instant_of(id);
  const Instance instance{Placing::local_of(id), at};
  if (const auto* date = std::get_if<Date>(&id)) return {&component, instance, std::nullopt, *date};
  return {&component, instance, std::nullopt, at};
}

/// What there is of a timed series on one date of its zone.
struct OnDate {
  std::optional<Instance> only;       // of those that EXDATE leaves
  std::optional<Instance> only_else;  // of those that it takes out
  bool several = false;
  bool several_else = false;

  /// Which of them the date alone can mean.
  [[nodiscard]] std::optional<Instance> meant() const {
    if (only) return several ? std::nullopt : only;
    return several_else ? std::nullopt : only_else;
  }
};

/// The instances that the dates among the RECURRENCE-IDs mean, each when it is the only one of its date.
std::map<Date, OnDate> on_dates(std::span<const Component* const> components, const SeriesRules& series,
                                const SeriesExceptions& exceptions, Budget& budget) {
  std::map<Date, OnDate> found;
  if (series.all_day()) return found;
  for (const Component* component : components) {
    if (const auto* date = std::get_if<Date>(&*component->recurrence_id)) found[*date];
  }
  std::vector<Date> dates;
  dates.reserve(found.size());
  for (const auto& [date, none] : found) dates.push_back(date);
  series.each_on(dates, budget, [&](const Instance& instance) {
    OnDate& day = found[std::chrono::floor<Days>(instance.local)];
    const bool out = exceptions.exclude(instance);
    auto& only = out ? day.only_else : day.only;
    if (only && series.key(*only) != series.key(instance)) (out ? day.several_else : day.several) = true;
    if (!only) only = instance;
    return !day.several;
  });
  return found;
}

Override in_series(const Component& component, const SeriesRules& series, const std::map<Date, OnDate>& days,
                   const Placing& placing) {
  const EventTime& id = *component.recurrence_id;
  const auto* date = std::get_if<Date>(&id);
  if (date != nullptr && !series.all_day()) {
    const auto instance = days.at(*date).meant();
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

SeriesOverrides::SeriesOverrides(std::span<const Component* const> components, const Placing& placing) {
  for (const Component* component : components) overrides_.push_back(without_series(*component, placing));
  resolve(overrides_);
}

SeriesOverrides::SeriesOverrides(std::span<const Component* const> components, const SeriesRules& series,
                                 const SeriesExceptions& exceptions, const Placing& placing, Budget& budget,
                                 bool& backwards) {
  const auto days = on_dates(components, series, exceptions, budget);
  std::vector<Override> ranges;
  for (const Component* component : components) {
    overrides_.push_back(in_series(*component, series, days, placing));
    if (component->this_and_future && overrides_.back().key) ranges.push_back(overrides_.back());
  }
  resolve(overrides_);
  resolve(ranges);
  for (auto& range : ranges) {
    range.instance.local = series.named(range.instance, budget);
    add_shift(range, series, placing, backwards);
  }
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
