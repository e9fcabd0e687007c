// What the servers of the shared calendars offer, asked once a day.
#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// Notes in the store whether a server invites by itself (RFC 6638), for calendars with `invite = "auto"`
/// that were seen. A server that does not answer is asked again with the next cycle; until then what was
/// known counts.
void learn_abilities(const Parts& parts, CycleReport& report);

}  // namespace evenkeel
