// Which settings both were told of: those in force when the last agenda was held.
#pragma once

#include "app/cycle/middle.hpp"
#include "ports/store.hpp"

namespace evenkeel {

/// Empty until the first cycle.
[[nodiscard]] Expected<ToldSettings> settings_at_last_agenda(Store& store);

/// Once an agenda has been held, what stood in it is told: then the settings of the cycle before count.
[[nodiscard]] Expected<void> remember_settings(Store& store, const Outcome& outcome, Instant now);

}  // namespace evenkeel
