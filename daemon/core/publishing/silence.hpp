// A source that does not answer, as it is told in the shared calendar.
#pragma once

#include "core/household/world.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// A source that was pulled once and has not answered for longer than its `stale_after`.
struct SilentSource {
  SourceName name;
  Instant last_success{};
  Instant stale{};      // since when it is
  Instant forgotten{};  // from when on its copy does not count (`forget_after`)
};

/// Those of the snapshot that still count, in its order, but for partners who paused: their sources are not
/// asked.
[[nodiscard]] std::vector<SilentSource> silent_sources(const World& world,
                                                       const std::vector<const SourceSettings*>& sources);

/// The same for as long as it is the same silence. It and the text name the day alone, so that two evenkeels
/// of one household say the same.
[[nodiscard]] std::string silence_key(const SilentSource& source, const Zone& zone);

/// One line: since when, and what that means.
[[nodiscard]] std::string silence_text(const SilentSource& source, const Zone& zone);

}  // namespace evenkeel
