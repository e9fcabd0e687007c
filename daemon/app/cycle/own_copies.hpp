// Which events exist for publishing only: evenkeel's own, and copies of its invitations (DESIGN section 8,
// "Own").
#pragma once

#include "core/household/world.hpp"
#include "core/publishing/identity.hpp"
#include "core/publishing/publication.hpp"

#include <span>

namespace evenkeel {

/// `identity` may be null: then nothing is own. The result holds copies of what it needs but borrows
/// `identity`.
[[nodiscard]] OwnEvents own_events_of(const Settings& settings, const Identity* identity,
                                      std::span<const PublicationRecord> records);

}  // namespace evenkeel
