// The household as it would be: the middle of the cycle over other settings or another snapshot.
#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// Looks like look(), at `settings` and `snapshot` instead of those of `parts`; both answers and memory are
/// the store's. `settings` is borrowed by what comes back. Sends and remembers nothing.
[[nodiscard]] Expected<std::unique_ptr<Outcome>> look_at(const Parts& parts, Viewer viewer,
                                                         const Settings& settings, Snapshot snapshot);

/// The analysis alone, as of another time: of a past stretch as if now were its start. Answers, promises and
/// the rest are those of `outcome`, which is borrowed like `settings`.
struct Reckoning {
  World world;
  Analysis analysis;
};
[[nodiscard]] Expected<std::unique_ptr<Reckoning>> reckon_at(const Parts& parts, const Outcome& outcome,
                                                             const Settings& settings, Instant now);

/// The household as of now with other settings (a later horizon), without an analysis. Borrows `outcome` and
/// `settings`.
[[nodiscard]] Expected<World> world_with(const Parts& parts, const Outcome& outcome,
                                         const Settings& settings);

/// How a file with invitations to this household is read.
[[nodiscard]] ical::ReadOptions invitation_options(const Settings& settings);

}  // namespace evenkeel
