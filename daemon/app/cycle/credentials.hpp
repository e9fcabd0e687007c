// Which passwords and sign-ins do not open their calendars any more, or will not for long.
#pragma once

#include "app/cycle/cycle.hpp"
#include "core/publishing/credential_trouble.hpp"

#include <vector>

namespace evenkeel {

/// Writes down since when a source's server or provider refuses what it is shown, and forgets it when it is
/// taken.
[[nodiscard]] Expected<void> note_refusals(const Parts& parts, const CycleReport& report);

/// What was written down of a source goes.
[[nodiscard]] Expected<void> forget_refusals(Store& store, const SourceName& source);

/// Of the sources in the snapshot (those that were once pulled whole, and still count), in its order. A
/// sign-in that is over is told at once; a password or token that is refused, when it has been for an hour,
/// since servers say that in passing too. One for each sign-in, however many calendars it opens.
[[nodiscard]] std::vector<CredentialTrouble> credential_troubles(const Parts& parts,
                                                                 const Snapshot& snapshot);

}  // namespace evenkeel
