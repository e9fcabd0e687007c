#include "core/plans/shift.hpp"

#include "core/calendar/expand.hpp"
#include "core/calendar/place.hpp"
#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

Expected<Shift> whole_days(Seconds length) {
  if (length % Days(1) == Seconds{0}) return Shift{.exact = std::nullopt, .civil = length, .zone = nullptr};
  return fail(ErrorKind::refused, "this is of whole days; expected a date, or days to move it by");
}

Expected<Shift> shift_of_date(const MoveTarget& target, Date from) {
  if (const auto* by = std::get_if<Seconds>(&target)) return whole_days(*by);
  const auto* date = std::get_if<Date>(&std::get<Due>(target));
  if (date == nullptr)
    return fail(ErrorKind::refused, "this is of whole days; expected a date to move it to");
  return Shift{.exact = std::nullopt, .civil = *date - from, .zone = nullptr};
}

/// A date shifts by the days in the shift.
Date shifted(Date d, const Shift& shift) {
  return d + std::chrono::floor<Days>(shift.length());
}

EventTime as_event_time(const DateOrInstant& time) {
  return std::visit([](auto value) { return EventTime(value); }, time);
}

/// The instance as a component of its own: its times are said, its rule is not.
Component instance(const Occurrence& o) {
  Component c = *o.component;
  c.rrules.clear();
  c.exrules.clear();
  c.rdates.clear();
  c.exdates.clear();
  c.this_and_future = false;
  c.duration.reset();
  c.recurrence_id.reset();
  if (o.recurrence_id) c.recurrence_id = as_event_time(*o.recurrence_id);
  if (o.all_day) {
    c.dtstart = o.dates.first;
    c.dtend = o.dates.end;
  } else {
    c.dtstart = o.time.start;
    c.dtend = o.time.end;
  }
  return c;
}

Component shifted(const Occurrence& o, const Shift& shift) {
  Component c = instance(o);
  if (o.all_day) {
    c.dtstart = shifted(o.dates.first, shift);
    c.dtend = shifted(o.dates.end, shift);
  } else {
    const Instant start = shift(o.time.start);
    c.dtstart = start;
    c.dtend = start + o.time.length();
  }
  return c;
}

EventTime shifted(const EventTime& time, const CalendarObject& object, const Shift& shift,
                  const ObjectPlace& place) {
  if (const auto* date = std::get_if<Date>(&time)) return shifted(*date, shift);
  return shift(to_instant(time, object, place.zones, place.owner));
}

bool is_todo(const Component& c) {
  return c.kind == ComponentKind::todo;
}

std::optional<DateOrInstant> due_of(const Component& c, const CalendarObject& object,
                                    const ObjectPlace& place) {
  if (const auto due = todo_due(c, object, place.zones, place.owner)) return due;
  if (!c.dtstart) return std::nullopt;
  return to_date_or_instant(*c.dtstart, object, place.zones, place.owner);
}

/// The events of an object as occurrences around the range, so far as `reach` may bring them into it.
Expansion occurrences(const CalendarObject& object, const ObjectPlace& place, Seconds reach) {
  SourceBudget budget;
  const Seconds margin = std::chrono::abs(reach) + Days(2);
  return expand(object,
                {.zones = &place.zones,
                 .owner = &place.owner,
                 .range = {place.range.start - margin, place.range.end + margin}},
                budget);
}

CalendarObject without_components(const CalendarObject& object) {
  CalendarObject empty = object;
  empty.components.clear();
  return empty;
}

/// When something that is due at `from` is due instead; `to` says it, be it a date or a time.
Expected<DateOrInstant> due_at(const MoveTarget& target, const DateOrInstant& from,
                               const ObjectPlace& place) {
  if (const auto* to = std::get_if<Due>(&target)) {
    if (const auto* date = std::get_if<Date>(to)) return *date;
    const auto* local = std::get_if<LocalTime>(to);
    return local != nullptr ? place.owner.to_instant(*local) : std::get<Instant>(*to);
  }
  const auto shift = shift_to(target, from, place.owner);
  if (!shift) return std::unexpected(shift.error());
  if (const auto* date = std::get_if<Date>(&from)) return shifted(*date, *shift);
  return (*shift)(std::get<Instant>(from));
}

/// The same of an event, which is due at its start, or on the last of its whole days (DESIGN section 6).
std::optional<Expected<CalendarObject>> with_start_moved(const CalendarObject& object, const std::string& id,
                                                         const MoveTarget& target, const ObjectPlace& place,
                                                         const Partner& partner) {
  const Expansion expansion = occurrences(object, place, Seconds{0});
  const auto wanted = std::ranges::find_if(expansion.occurrences, [&](const Occurrence& o) {
    return !is_todo(*o.component) && occurrence_hash(o.component->uid, o.recurrence_id) == id;
  });
  if (wanted == expansion.occurrences.end()) return std::nullopt;
  const DateOrInstant from =
      wanted->all_day ? DateOrInstant(wanted->dates.end - Days(1)) : DateOrInstant(wanted->time.start);
  MoveTarget to = target;
  const auto* due = std::get_if<Due>(&target);
  const auto* date = due != nullptr ? std::get_if<Date>(due) : nullptr;
  if (date != nullptr && !wanted->all_day) to = Due(end_of_work(partner, *date));
  const auto shift = shift_to(to, from, place.owner);
  if (!shift) return std::unexpected(shift.error());
  CalendarObject result = without_components(object);
  for (const Occurrence& o : expansion.occurrences) {
    result.components.push_back(&o == &*wanted ? shifted(o, *shift) : instance(o));
  }
  return result;
}

}  // namespace

Expected<Shift> shift_to(const MoveTarget& target, const DateOrInstant& from, const Zone& zone) {
  if (const auto* date = std::get_if<Date>(&from)) return shift_of_date(target, *date);
  if (const auto* by = std::get_if<Seconds>(&target)) return Shift{.exact = *by, .civil = {}, .zone = &zone};
  const LocalTime at = zone.to_local(std::get<Instant>(from));
  const Due& due = std::get<Due>(target);
  Shift shift{.exact = std::nullopt, .civil = {}, .zone = &zone};
  if (const auto* date = std::get_if<Date>(&due)) {
    shift.civil = *date - std::chrono::floor<Days>(at);
  } else if (const auto* local = std::get_if<LocalTime>(&due)) {
    shift.civil = *local - at;
  } else {
    shift.civil = zone.to_local(std::get<Instant>(due)) - at;
  }
  return shift;
}

std::optional<DateOrInstant> beginning(const CalendarObject& object, const ObjectPlace& place) {
  const auto master = std::ranges::find_if(object.components,
                                           [](const Component& c) { return !c.recurrence_id.has_value(); });
  if (object.components.empty()) return std::nullopt;
  const Component& first = master == object.components.end() ? object.components.front() : *master;
  if (is_todo(first)) return due_of(first, object, place);
  if (!first.dtstart) return std::nullopt;
  return to_date_or_instant(*first.dtstart, object, place.zones, place.owner);
}

CalendarObject moved(const CalendarObject& object, const Shift& shift, const ObjectPlace& place) {
  CalendarObject result = without_components(object);
  for (const Component& c : object.components) {
    if (!is_todo(c)) continue;
    Component& todo = result.components.emplace_back(c);
    if (c.dtstart) todo.dtstart = shifted(*c.dtstart, object, shift, place);
    if (c.dtend) {
      todo.dtend = shifted(*c.dtend, object, shift, place);
    } else if (c.recurrence_id && !c.duration) {
      // Due by its series, which only what stands where it is named is.
      const auto due = todo_due(c, object, place.zones, place.owner);
      if (due) todo.dtend = shifted(as_event_time(*due), object, shift, place);
    }
  }
  const Expansion expansion = occurrences(object, place, shift.length());
  for (const Occurrence& o : expansion.occurrences) {
    if (!is_todo(*o.component)) result.components.push_back(shifted(o, shift));
  }
  return result;
}

std::optional<Expected<CalendarObject>> with_due_moved(const CalendarObject& object, const std::string& id,
                                                       const MoveTarget& target, const ObjectPlace& place,
                                                       const Partner& partner) {
  const auto rid_of = [&](const Component& c) -> std::optional<DateOrInstant> {
    if (!c.recurrence_id) return std::nullopt;
    return to_date_or_instant(*c.recurrence_id, object, place.zones, place.owner);
  };
  CalendarObject result = object;
  for (Component& c : result.components) {
    if (!is_todo(c) || occurrence_hash(c.uid, rid_of(c)) != id) continue;
    const auto due = due_of(c, object, place);
    if (!due) return std::nullopt;
    const auto moved_to = due_at(target, *due, place);
    if (!moved_to) return std::unexpected(moved_to.error());
    c.dtend = as_event_time(*moved_to);
    c.duration.reset();
    return result;
  }
  return with_start_moved(object, id, target, place, partner);
}

}  // namespace evenkeel
