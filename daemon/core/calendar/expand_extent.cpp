#include "core/calendar/expand_extent.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

// Nothing lasts longer than the calendar; keeps sums of hostile values within 64 bits.
constexpr Days longest_span{3'700'000};

/// A day that is touched counts whole.
Extent whole_days(Seconds length, bool& backwards) {
  if (length < Seconds{0}) backwards = true;
  return {std::clamp(std::chrono::ceil<Days>(length), Days{1}, longest_span), Seconds{0}};
}

bool is_all_day(const EventTime& time) {
  return std::holds_alternative<Date>(time);
}

}  // namespace

const EventTime* start_of(const Component& component) {
  if (component.dtstart) return &*component.dtstart;
  if (component.kind == ComponentKind::todo && component.dtend) return &*component.dtend;
  return nullptr;
}

Extent extent_to(const EventTime& start, const EventTime& end, const Placing& placing, bool& backwards) {
  if (is_all_day(start)) return whole_days(Placing::local_of(end) - Placing::local_of(start), backwards);
  // A date as the end of something timed is that day's beginning where the start is read.
  const Instant stop =
      is_all_day(end) ? placing.zone_of(start).midnight(std::get<Date>(end)) : placing.instant_of(end);
  const Seconds length = stop - placing.instant_of(start);
  if (length < Seconds{0}) backwards = true;
  return {Days{0}, std::clamp(length, Seconds{0}, Seconds{longest_span})};
}

Extent extent_for(bool all_day, const NominalDuration& duration, bool& backwards) {
  const Days days = std::clamp(duration.days, -longest_span, longest_span);
  const Seconds seconds = std::clamp(duration.seconds, Seconds{-longest_span}, Seconds{longest_span});
  if (all_day) return whole_days(days + seconds, backwards);
  if (days + seconds < Seconds{0}) {
    backwards = true;
    return {};
  }
  return {days, seconds};
}

Extent extent_of(const Component& component, const Placing& placing, bool& backwards) {
  const EventTime& start = *start_of(component);
  if (component.dtstart && component.dtend) return extent_to(start, *component.dtend, placing, backwards);
  if (component.dtstart && component.duration) {
    return extent_for(is_all_day(start), *component.duration, backwards);
  }
  return {is_all_day(start) ? Days{1} : Days{0}, Seconds{0}};
}

}  // namespace evenkeel
