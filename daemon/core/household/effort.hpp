// When work on a deadline can begin, and how much of it is left (DESIGN section 6, Crunches).
#pragma once

#include "core/household/interval_set.hpp"
#include "core/household/settings.hpp"
#include "core/household/world.hpp"
#include "core/time/zone.hpp"

#include <optional>

namespace evenkeel {

/// Due less lead: whole days go back to 00:00 of the date that many days before, others are subtracted.
/// `due_date` is the date it is due on (of an instant: its local date).
Instant start_by_lead(Instant due, Date due_date, const Lead& lead, const Zone& zone);

/// effort x (1 - done), in whole minutes, half up. `done_percent` 0-100.
Seconds remaining_by_percent(Seconds effort, int done_percent);

/// The same where even progress is assumed: done is the share of the working hours of [start, due) that lie
/// before now; without any working hours in it nothing is done. `hours` reaches from start to due.
Seconds remaining_by_now(Seconds effort, Instant start, Instant due, Instant now, const IntervalSet& hours);

/// A partner's working hours back to when work on something began. From the far past on they are laid out
/// once, and no further back than anybody plans. Borrows the world.
class WorkedHours {
 public:
  WorkedHours(const World& world, PartnerIndex partner) : world_(world), partner_(partner) {}
  /// Reaches from `start` to the end of the world's range.
  const IntervalSet& since(Instant start);

 private:
  const World& world_;
  PartnerIndex partner_;
  std::optional<IntervalSet> long_;
};

}  // namespace evenkeel
