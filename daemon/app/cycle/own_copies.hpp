// Which events exist for publishing only: evenkeel's own, and copies of its invitations (DESIGN section 8,
// "Own").
#pragma once

#include "core/household/world.hpp"
#include "core/publishing/identity.hpp"
#include "core/publishing/publication.hpp"

#include <span>

namespace evenkeel {

/// `identity` may be null: then nothing is own. `sources` are those looked at. The result holds copies of
/// what it needs but borrows `settings`, `identity` and `sources`.
[[nodiscard]] OwnEvents own_events_of(const Settings& settings, const Identity* identity,
                                      std::span<const PublicationRecord> records,
                                      std::span<const SourceSnapshot> sources);

}  // namespace evenkeel
