// A finding that somebody deleted is acknowledged; when it comes back (DESIGN section 8, "Three-way").
#pragma once

#include "core/findings/finding.hpp"
#include "core/publishing/publication.hpp"

#include <span>

namespace evenkeel {

/// The number that makes a finding worse when it grows, as it is printed (two decimals): the load of a crunch
/// (both loads together of a joint one), else the hours it lasts or counts.
[[nodiscard]] double badness(const Finding& finding);

/// The same number as far as it did not grow by the mere passing of time since `then`, when the finding was
/// last published. Of a crunch every working hour that passes takes supply away, so that its load creeps up
/// with the clock though nobody's plans changed. What passed can have held no more supply than the partner's
/// working hours in it; with so much put back the load is not greater than it was unless demand grew or
/// something took supply. `all`: the findings of the same look, in which the two crunches of a joint one are
/// found.
[[nodiscard]] double badness_since(const Finding& finding, std::span<const Finding> all,
                                   const Settings& settings, Instant then, Instant now);

/// Whether a finding that was deleted as `record` says is published again: its number (badness_since()) is
/// worse than the one that was deleted, or it became urgent, which counts once.
[[nodiscard]] bool comes_back(const PublicationRecord& record, double badness_now, bool urgent_now);

}  // namespace evenkeel
