// Writes the messages that are due into the outbox (DESIGN section 8, Messages).
#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// For each [[notify]] and person; once where both read the same place. `report.outcome` is what the
/// household sees; what a person reads is worded anew for that person, only when there is something to tell.
/// What is written down counts as told. `dry`: only report.entries learns what would be sent.
void tell(const Parts& parts, CycleReport& report, bool dry = false);

}  // namespace evenkeel
