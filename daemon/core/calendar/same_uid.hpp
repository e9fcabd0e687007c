// Components of one UID that say the same thing, or that came apart.
#pragma once

#include "core/calendar/object.hpp"

#include <cstddef>
#include <vector>

namespace evenkeel {

/// Puts the master first and overrides by their RECURRENCE-ID, and leaves one of each: highest SEQUENCE, then
/// latest DTSTAMP, then the last (DESIGN section 3). RECURRENCE-IDs are compared as written; an override of
/// RANGE=THISANDFUTURE is another than one of the instance alone. Gives where each of what is left stood.
[[nodiscard]] std::vector<std::size_t> leave_one_of_each(std::vector<Component>& components);

/// Adds the components of `more`, of the same UID and kind, behind those of `object`, with the zones that
/// `object` has not got yet and the warnings. leave_one_of_each() is for afterwards.
void absorb(CalendarObject& object, CalendarObject&& more);

}  // namespace evenkeel
