// Moving what stands in a calendar: whole series, one occurrence, a to-do's due. Private to scenarios.
#pragma once

#include "core/calendar/object.hpp"
#include "core/plans/scenario.hpp"
#include "core/time/zones.hpp"
#include "core/words/error.hpp"

#include <optional>

namespace evenkeel {

/// How far something moves: a timed one by an exact length or on the clock of a zone, dates by days.
struct Shift {
  std::optional<Seconds> exact;
  Seconds civil{0};  // where not exact
  const Zone* zone = nullptr;

  [[nodiscard]] Instant operator()(Instant t) const {
    return exact ? t + *exact : zone->to_instant(zone->to_local(t) + civil);
  }
  [[nodiscard]] Seconds length() const { return exact.value_or(civil); }
};

/// The shift that brings `from` to the target; `zone` is the owner's. Errors: a date must move by whole days
/// and to a date.
[[nodiscard]] Expected<Shift> shift_to(const MoveTarget& target, const DateOrInstant& from, const Zone& zone);

/// Where an object is read.
struct ObjectPlace {
  Zones& zones;
  const Zone& owner;
  Interval range;  // occurrences beyond it are of no interest
};

/// Where the object's first component begins (a to-do: is due); empty when it has no time.
[[nodiscard]] std::optional<DateOrInstant> beginning(const CalendarObject& object, const ObjectPlace& place);

/// All occurrences that can come into the range, moved, each as an instance that stands on its own under its
/// RECURRENCE-ID (so that its key stays). To-dos move as they are.
[[nodiscard]] CalendarObject moved(const CalendarObject& object, const Shift& shift,
                                   const ObjectPlace& place);

/// The deadline of this id (occurrence_hash) in an object of the partner is due at the target: a to-do's DUE,
/// the start of one occurrence of an event. A date means the end of that working day, as in the
/// configuration; an event of whole days ends on it. Empty when there is none.
[[nodiscard]] std::optional<Expected<CalendarObject>> with_due_moved(const CalendarObject& object,
                                                                     const std::string& id,
                                                                     const MoveTarget& target,
                                                                     const ObjectPlace& place,
                                                                     const Partner& partner);

}  // namespace evenkeel
