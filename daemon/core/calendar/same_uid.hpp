// Components of one UID that say the same thing, or that came apart.
#pragma once

#include "core/calendar/object.hpp"

#include <cstddef>
#include <vector>

namespace evenkeel {

/// Puts the master first and leaves one of each: highest SEQUENCE, then latest DTSTAMP, then the last (DESIGN
/// section 3), but of masters one whose rules can be used, with a warning. RECURRENCE-IDs are compared as
/// written; an override of RANGE=THISANDFUTURE is another than one of the instance alone. Overrides are put
/// in order by RECURRENCE-ID; where these are written in several ways, they stay as they came. Gives where
/// each of what is left stood.
[[nodiscard]] std::vector<std::size_t> leave_one_of_each(CalendarObject& object);

/// Adds the components of `more`, of the same UID and kind, behind those of `object`, with their zones and
/// warnings. `more` came in another VCALENDAR: its zones and its X-WR-TIMEZONE count for its components
/// alone, even where both have a zone of the same name. leave_one_of_each() is for afterwards.
void absorb(CalendarObject& object, CalendarObject&& more);

}  // namespace evenkeel
