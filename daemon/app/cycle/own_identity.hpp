// Who this household is on its shared calendars: the instance key, found, judged or made.
#pragma once

#include "app/cycle/cycle.hpp"

#include <optional>

namespace evenkeel {

/// What to do where there is no instance key yet: nothing is own; decide as if there were one, for a dry run;
/// make one.
enum class MissingKey : std::uint8_t { leave, pretend, create };

/// The identity of this household; none without a shared calendar, where there is no key and none may be
/// made, and where the key is another one than that of what stands there. Why not is a failure of `report`.
[[nodiscard]] std::optional<Identity> identity_of(const Parts& parts, const Snapshot& snapshot,
                                                  MissingKey missing, CycleReport& report);

/// Whether what stands on the shared calendars was made by this identity, as far as can be told (refused
/// else).
[[nodiscard]] Expected<void> is_ours(const Parts& parts, const Snapshot& snapshot, const Identity& identity);

/// Whether this is the source of a [[shared]].
[[nodiscard]] bool is_shared(const Settings& settings, const SourceName& source);

}  // namespace evenkeel
