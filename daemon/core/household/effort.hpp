// When work on a deadline can begin, and how much of it is left (DESIGN section 6, Crunches).
#pragma once

#include "core/household/interval_set.hpp"
#include "core/household/settings.hpp"
#include "core/time/zone.hpp"

namespace evenkeel {

/// Due less lead: whole days go back to 00:00 of the date that many days before, others are subtracted.
/// `due_date` is the date it is due on (of an instant: its local date).
Instant start_by_lead(Instant due, Date due_date, const Lead& lead, const Zone& zone);

/// effort x (1 - done), in whole minutes, half up. `done_percent` 0-100.
Seconds remaining_by_percent(Seconds effort, int done_percent);

/// The same where even progress is assumed: done is the share of the working hours of [start, due) that lie
/// before now; without any working hours in it nothing is done. `hours` reaches from start to due.
Seconds remaining_by_now(Seconds effort, Instant start, Instant due, Instant now, const IntervalSet& hours);

}  // namespace evenkeel
