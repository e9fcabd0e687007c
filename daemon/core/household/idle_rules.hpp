// Rules that say nothing of anything ahead: perhaps a slip of the pen.
#pragma once

#include "core/household/settings.hpp"
#include "core/household/snapshot.hpp"
#include "core/time/instant.hpp"

#include <cstddef>
#include <vector>

namespace evenkeel {

class Zones;

/// The rules (indexes into Settings::rules) that match no event and no to-do of the snapshot that takes place
/// or is due in [now, H1). Those before them do not matter.
[[nodiscard]] std::vector<std::size_t> idle_rules(const Settings& settings, const Snapshot& snapshot,
                                                  Zones& zones, Instant now);

}  // namespace evenkeel
