// What a pull's end means for its source: healthy, to be tried again when, in which state.
#pragma once

#include "core/dav/pull.hpp"
#include "ports/store.hpp"

namespace evenkeel {

struct PullFigures {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;
  std::uint32_t skipped = 0;
};

/// The status after a pull that ended now. A failure backs off: 1, 2, 4 ... polls, at most 2 h (or what the
/// server asked for), with up to a fifth of jitter taken from the source's name and the number of failures.
[[nodiscard]] SourceStatus status_after(SourceStatus before, const dav::PullDone& done,
                                        const PullFigures& figures, const SourceSettings& settings,
                                        Instant now);

/// Resources of the source that are remembered as unreadable, those of earlier pulls too.
[[nodiscard]] std::uint32_t unreadable_in(Store& store, const SourceName& source);
/// What is told of a removal that waits.
[[nodiscard]] Warning held_back(std::uint32_t objects);

/// CONTRACT section 1, `status`: never tried, stale, failing, held, never whole, ok; the first that applies:
/// one that does not answer cannot show either that what is held is gone.
[[nodiscard]] SourceState state_of(const SourceStatus& status, const SourceSettings& settings, Instant now);
/// "ok", "stale" ...
[[nodiscard]] std::string_view name_of(SourceState state);

/// Silent for longer than `stale_after`: named in findings (DESIGN section 4).
[[nodiscard]] bool is_stale(const SourceStatus& status, const SourceSettings& settings, Instant now);
/// Silent for longer than `forget_after`: its copy no longer counts.
[[nodiscard]] bool is_forgotten(const SourceStatus& status, const SourceSettings& settings, Instant now);
/// When it is to be pulled next. At once where its last pull lies ahead of now: then the clock was set back,
/// and what was written down by the wrong one says nothing.
[[nodiscard]] Instant due_at(const SourceStatus& status, const SourceSettings& settings, Instant now);

}  // namespace evenkeel
