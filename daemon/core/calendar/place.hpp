// Where an EventTime lies on the time line (DESIGN section 3).
#pragma once

#include "core/calendar/event_time.hpp"
#include "core/calendar/object.hpp"
#include "core/time/instant.hpp"
#include "core/time/zones.hpp"

#include <optional>
#include <vector>

namespace evenkeel {

/// Reads the times of one object: TZIDs by its VTIMEZONEs and X-WR-TIMEZONE, floating ones and dates in the
/// owner's zone. Borrows everything it is given, the times too.
class Placing {
 public:
  /// `warnings` may be null; else it gets one for each TZID (up to 20) that had to be read in the owner's
  /// zone.
  Placing(const CalendarObject& object, Zones& zones, const Zone& owner, std::vector<Warning>* warnings);

  [[nodiscard]] const Zone& owner() const { return owner_; }
  /// The zone a time is written in: UTC for an instant, the owner's for a date or a floating time.
  [[nodiscard]] const Zone& zone_of(const EventTime& time) const;
  [[nodiscard]] const Zone& zone_named(const TzId& tzid) const { return resolved(tzid); }
  /// Its civil time in zone_of(); a date is its midnight.
  [[nodiscard]] static LocalTime local_of(const EventTime& time);
  /// Its instant by RFC 5545 3.3.5; a date is its midnight in the owner's zone.
  [[nodiscard]] Instant instant_of(const EventTime& time) const;

 private:
  [[nodiscard]] const Zone& resolved(const TzId& tzid) const;
  void warn_of_unknown(const TzId& tzid) const;

  const CalendarObject& object_;
  Zones& zones_;
  const Zone& owner_;
  std::vector<Warning>* warnings_;
  // The last answer: most objects name one zone, many times over.
  mutable const TzId* last_name_ = nullptr;
  mutable const Zone* last_ = nullptr;
};

/// Shorthand for a single time: its instant; a date is its midnight in the owner's zone.
[[nodiscard]] Instant to_instant(const EventTime& time, const CalendarObject& object, Zones& zones,
                                 const Zone& owner);

/// The same, but a date stays a date.
[[nodiscard]] DateOrInstant to_date_or_instant(const EventTime& time, const CalendarObject& object,
                                               Zones& zones, const Zone& owner);

/// When a VTODO is due: DUE, or DTSTART + DURATION (RFC 5545 3.6.2), whose days are nominal and the rest
/// exact. An instance of a series that says neither is due as long after its RECURRENCE-ID as its series is
/// after DTSTART.
[[nodiscard]] std::optional<DateOrInstant> todo_due(const Component& todo, const CalendarObject& object,
                                                    Zones& zones, const Zone& owner);

}  // namespace evenkeel
