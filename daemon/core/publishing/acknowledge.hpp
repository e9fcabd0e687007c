// A finding that somebody deleted is acknowledged; when it comes back (DESIGN section 8, "Three-way").
#pragma once

#include "core/findings/finding.hpp"
#include "core/publishing/publication.hpp"

namespace evenkeel {

/// The number that makes a finding worse when it grows, as it is printed (two decimals): the load of a crunch
/// (both loads together of a joint one), else the hours it lasts or counts.
[[nodiscard]] double badness(const Finding& finding);

/// Whether a finding that was deleted as `record` says is published again: its number is worse than the one
/// that was deleted, or it became urgent, which counts once.
[[nodiscard]] bool comes_back(const PublicationRecord& record, double badness_now, bool urgent_now);

}  // namespace evenkeel
