// Whether a key is the one by which this household has published (DESIGN section 8, "Own").
#pragma once

#include "core/publishing/identity.hpp"
#include "core/publishing/publication.hpp"

#include <span>

namespace evenkeel {

/// Whether it has the form of evenkeel's UIDs, by whatever key.
[[nodiscard]] bool looks_own(const Uid& uid);

/// With another key every own event would be published a second time, and those that stand would be nobody's
/// for ever: refused, with how to go on, where events of evenkeel stand on `shared` and none of them, nor of
/// `published` (what is remembered), is of this key. Without a memory a few of them may be a neighbour's, or
/// somebody's joke.
[[nodiscard]] Expected<void> may_publish_with(const Identity& identity,
                                              std::span<const SourceSnapshot* const> shared,
                                              std::span<const PublicationRecord> published);

}  // namespace evenkeel
