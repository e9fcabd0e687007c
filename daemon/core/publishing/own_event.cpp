#include "core/publishing/own_event.hpp"

#include "core/publishing/shared_calendar_text.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

struct Reading {
  const CalendarObject& object;
  const Zone& home;
  const ZoneOf& zone_of;
};

const Zone& zone_of_time(const EventTime& time, const Reading& reading) {
  if (const auto* zoned = std::get_if<ZonedTime>(&time)) {
    if (const Zone* zone = reading.zone_of(zoned->tzid, reading.object)) return *zone;
  }
  return reading.home;
}

Instant instant_of(const EventTime& time, const Reading& reading) {
  if (const auto* instant = std::get_if<Instant>(&time)) return *instant;
  const Zone& zone = zone_of_time(time, reading);
  if (const auto* date = std::get_if<Date>(&time)) return zone.midnight(*date);
  if (const auto* floating = std::get_if<LocalTime>(&time)) return zone.to_instant(*floating);
  return zone.to_instant(std::get<ZonedTime>(time).local);
}

/// DURATION in days is nominal (DESIGN section 3).
Instant later(const EventTime& start, const NominalDuration& duration, const Reading& reading) {
  const Zone& zone = zone_of_time(start, reading);
  const Instant begin = instant_of(start, reading);
  if (duration.days == Days{0}) return begin + duration.seconds;
  return zone.to_instant(zone.to_local(begin) + duration.days) + duration.seconds;
}

DateSpan dates_of(const Component& component, Date first) {
  Date end = first + Days{1};
  if (component.dtend) {
    if (const auto* date = std::get_if<Date>(&*component.dtend)) end = *date;
  } else if (component.duration) {
    end = first + component.duration->days;
  }
  return {first, std::max(end, first + Days{1})};
}

Interval interval_of(const Component& component, const Reading& reading) {
  const Instant start = instant_of(*component.dtstart, reading);
  Instant end = start;
  if (component.dtend) {
    end = instant_of(*component.dtend, reading);
  } else if (component.duration) {
    end = later(*component.dtstart, *component.duration, reading);
  }
  return {start, std::max(start, end)};
}

/// Of a component with a DTSTART.
std::variant<DateSpan, Interval> time_of(const Component& component, const Reading& reading) {
  if (const auto* date = std::get_if<Date>(&*component.dtstart)) return dates_of(component, *date);
  return interval_of(component, reading);
}

/// The face of the event: the master, or what there is instead.
const Component* face(const CalendarObject& object) {
  const auto master = std::ranges::find_if(object.components,
                                           [](const Component& c) { return !c.recurrence_id.has_value(); });
  if (master != object.components.end()) return &*master;
  return object.components.empty() ? nullptr : &object.components.front();
}

OwnEvent decoded(const StoredObject& stored, const Component& component, const Reading& reading) {
  OwnEvent event;
  event.uid = component.uid;
  event.href = stored.href;
  event.etag = stored.etag;
  event.sequence = component.sequence;
  event.dtstamp = component.dtstamp;
  event.title = SharedCalendarText::of_own(component.summary);
  event.description = SharedCalendarText::of_own(component.description);
  event.location = SharedCalendarText::of_own(component.location);
  for (const PrivateText& category : component.categories) {
    event.categories.push_back(SharedCalendarText::of_own(category));
  }
  event.time = time_of(component, reading);
  event.transparent = component.transp == Transp::transparent;
  event.recurring =
      stored.object.components.size() > 1 || !component.rrules.empty() || !component.rdates.empty();
  event.cancelled = component.status == Status::cancelled;
  if (component.organizer) event.organizer = component.organizer->str();
  event.attendees = component.attendees;
  return event;
}

}  // namespace

std::vector<OwnEvent> own_events(const SourceSnapshot& shared, const Identity& identity, const Zone& home,
                                 const ZoneOf& zone_of) {
  std::vector<OwnEvent> result;
  for (const StoredObject& stored : shared.objects) {
    if (!identity.is_own(stored.object.uid)) continue;
    const Component* component = face(stored.object);
    if (component == nullptr || component->kind != ComponentKind::event || !component->dtstart) continue;
    result.push_back(decoded(stored, *component, {stored.object, home, zone_of}));
  }
  return result;
}

std::optional<std::variant<DateSpan, Interval>> event_time(const Component& component,
                                                           const CalendarObject& object, const Zone& home,
                                                           const ZoneOf& zone_of) {
  if (!component.dtstart) return std::nullopt;
  return time_of(component, {object, home, zone_of});
}

namespace {

/// Servers name the whole path, we the last segment.
std::string_view last_segment(const Href& href) {
  const std::string_view text = href.str();
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

}  // namespace

const OwnEvent* find_event(std::span<const OwnEvent> events, const Uid& uid, const Href& expected) {
  const OwnEvent* found = nullptr;
  for (const OwnEvent& event : events) {
    if (event.uid != uid) continue;
    if (last_segment(event.href) == last_segment(expected)) return &event;
    if (found == nullptr || event.href < found->href) found = &event;
  }
  return found;
}

Interval placed(const std::variant<DateSpan, Interval>& time, const Zone& home) {
  if (const auto* interval = std::get_if<Interval>(&time)) return *interval;
  const auto& dates = std::get<DateSpan>(time);
  return {home.midnight(dates.first), home.midnight(dates.end)};
}

}  // namespace evenkeel
