// Intent before effect: what a cycle decided is written down before anything is sent.
#pragma once

#include "app/cycle/middle.hpp"
#include "ports/store.hpp"

namespace evenkeel {

/// Records and outbox, what was promised, when findings were first seen, who held which past window. An
/// unchanged outcome changes no row.
[[nodiscard]] Expected<void> remember(Store& store, const Outcome& outcome, Instant now);

/// Whether a shared calendar said, when it was last looked at, that this partner's part is paused.
[[nodiscard]] bool is_paused_on_calendar(Store& store, const PersonId& partner);

/// A pull that could not even begin (its password cannot be read).
void note_failure(Store& store, const SourceSettings& source, const Error& error, Instant now);

}  // namespace evenkeel
