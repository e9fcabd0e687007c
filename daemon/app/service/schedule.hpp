#pragma once

#include "app/cycle/cycle.hpp"

#include <optional>

namespace evenkeel {

/// When the next cycle is due: with the first source to be pulled, at the latest after `household.poll`;
/// never more than a day away and never in the past. Sources of a partner who paused are not waited for.
/// `tried`: when the last cycle began. What was due then and still is (it could not be noted: a full disk)
/// is not tried again before its own `poll` is over.
[[nodiscard]] Instant next_cycle(const Parts& parts, std::optional<Instant> tried = std::nullopt);

}  // namespace evenkeel
