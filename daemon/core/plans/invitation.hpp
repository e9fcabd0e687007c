// An invitation as it would stand in a calendar once accepted. Private to scenarios.
#pragma once

#include "core/plans/shift.hpp"

#include <span>

namespace evenkeel {

/// Nothing of it tentative, and accepted by whoever has one of these addresses.
[[nodiscard]] CalendarObject taken_as_confirmed(CalendarObject invitation,
                                                std::span<const Address> addresses);

/// What is left of `before` beside the invitation: an invitation to single instances (RFC 5546 3.2.2, no
/// master) changes those, and the rest of the series stays; any other replaces all of it.
void keep_other_instances(const CalendarObject& before, CalendarObject& invitation, const ObjectPlace& place);

}  // namespace evenkeel
