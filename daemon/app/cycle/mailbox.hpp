// Answers to invitations out of the mailbox where they arrive (DESIGN section 8, "Answers").
#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// Reads what arrived since the last time into `report.mail`, where a mailbox is configured and anybody is
/// invited to something that is still ahead. The iCalendar in it goes through the reader like all of
/// strangers'. A mailbox that does not answer is a failure of its own; the cycle goes on without it, and the
/// cycles that come by themselves leave it alone for 1, 2, 4 ... polls, at most 2 h: all others wait for it.
void read_mailbox(const Parts& parts, CycleOptions::Pull which, CycleReport& report);

/// Once what was read is written down: it is not read again.
[[nodiscard]] Expected<void> remember_mailbox(const Parts& parts, const CycleReport& report);

}  // namespace evenkeel
