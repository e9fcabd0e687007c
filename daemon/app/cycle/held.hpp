// Mass deletions of our own events that wait for a person (DESIGN section 8, "Intent before effect").
#pragma once

#include "app/cycle/middle.hpp"
#include "core/words/error.hpp"
#include "ports/store.hpp"

namespace evenkeel {

/// Notes for `status` what is held back on each calendar that was read and decided.
[[nodiscard]] Expected<void> note_held(Store& store, const Outcome& outcome);

/// So many deletions are held back there, as of the last cycle that decided.
[[nodiscard]] Expected<std::size_t> held_deletions(Store& store, const SharedCalendar& calendar);

}  // namespace evenkeel
