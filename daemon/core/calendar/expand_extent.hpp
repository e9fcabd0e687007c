// How long a component lasts, wherever its instances begin (DESIGN section 3).
#pragma once

#include "core/calendar/object.hpp"
#include "core/calendar/place.hpp"
#include "core/time/zone_walk.hpp"

#include <optional>

namespace evenkeel {

/// Where a component begins: DTSTART, of a VTODO without one DUE; nullptr when it has neither.
[[nodiscard]] const EventTime* start_of(const Component& component);

/// All-day: whole days, at least one. Timed: nominal days, then exact seconds, never below zero together.
struct Extent {
  Days days{0};
  Seconds seconds{0};

  /// Where a timed instance ends that begins at `start`; `walk` goes through the zone of its days.
  [[nodiscard]] Instant end(Instant start, ZoneWalk& walk) const {
    if (days == Days{0}) return start + seconds;
    return std::max(start, walk.to_instant(walk.zone().to_local(start) + days) + seconds);
  }
  /// Not less than any instance lasts, all clock changes included.
  [[nodiscard]] Seconds longest() const { return days + seconds + Days{2}; }
};

/// A span from `start` to `end` or for a duration. Dates that end at a time include the day it lies in, as
/// those of a duration do; midnight lies in none. An end before the start counts as no time (all-day: one
/// day) and sets `backwards`.
[[nodiscard]] Extent extent_to(const EventTime& start, const EventTime& end, const Placing& placing,
                               bool& backwards);
[[nodiscard]] Extent extent_for(bool all_day, const NominalDuration& duration, bool& backwards);

/// That of a component that has a start: DTEND (VTODO: DUE), else DURATION, else nothing or one day.
[[nodiscard]] Extent extent_of(const Component& component, const Placing& placing, bool& backwards);

}  // namespace evenkeel
