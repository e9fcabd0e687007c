// The TZIDs in a component's times.
#pragma once

#include "core/calendar/object.hpp"

#include <variant>

namespace evenkeel {

/// Calls `visit` with each TzId that the times of `component` (const or not) name, as often as they do.
template <typename AComponent, typename Visit>
void each_zone_name(AComponent& component, Visit visit) {
  const auto time = [&](auto& one) {
    if (auto* const zoned = std::get_if<ZonedTime>(&one)) visit(zoned->tzid);
  };
  for (auto* one : {&component.recurrence_id, &component.dtstart, &component.dtend}) {
    if (*one) time(**one);
  }
  for (auto& rdate : component.rdates) {
    if (auto* const one = std::get_if<EventTime>(&rdate)) {
      time(*one);
      continue;
    }
    auto& period = std::get<RDatePeriod>(rdate);
    time(period.start);
    if (auto* const end = std::get_if<EventTime>(&period.end)) time(*end);
  }
  for (auto& exdate : component.exdates) time(exdate);
  if (!component.dates_zone.empty()) visit(component.dates_zone);
}

}  // namespace evenkeel
