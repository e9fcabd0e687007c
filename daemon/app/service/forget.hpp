// `evenkeel forget`: erases what is stored of one partner (DESIGN section 9).
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// Erases the copies of the partner's calendars with their sync state, the duties they held, their own
/// promises, support requests, and since when findings about them are known; what both promised or decided
/// stays. Asks nothing, says what it erased. Status 4 when the state cannot be changed.
[[nodiscard]] Printed forget_partner(const Parts& parts, const Partner& partner);

}  // namespace evenkeel
