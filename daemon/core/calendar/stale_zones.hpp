// Senders ship rules of their own under names that tzdata knows; its rules count (DESIGN section 3). Where
// the two differ in the time that was asked for, that is said: a sender's program is old, or our tzdata is.
#pragma once

#include "core/calendar/expand.hpp"

namespace evenkeel {

/// Adds a warning to `expansion` for each VTIMEZONE of the object that shows another time than the zone of
/// its name at the start of one of the occurrences, which are sorted by start.
void warn_of_stale_zones(const CalendarObject& object, const ExpandOptions& options, Expansion& expansion);

}  // namespace evenkeel
