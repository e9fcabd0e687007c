// What is gone from a source is removed, unless it is suspiciously much at once (DESIGN section 4). Pure.
#pragma once

#include "core/dav/pull.hpp"

#include <cstddef>
#include <vector>

namespace evenkeel::dav {

/// A resource that a listing that arrived whole does not have any more.
struct Missing {
  Href href;
  std::size_t objects = 1;  // how many went with it
};

/// Which of the missing may go now. More than half of `known_objects`, and at least ten, are held back in
/// `state` until they are missing at two listings an hour apart, or `accepted` says that a person let those
/// that were held through. Listings in between that have them back release the hold; what comes new in the
/// meantime does not: `state.measure` is what the share is taken of, where that is less than what is known
/// now. `doubtful`: the listing has signs of trouble, so that any removal is held.
[[nodiscard]] std::vector<Missing> released(const std::vector<Missing>& missing, std::size_t known_objects,
                                            bool accepted, Instant now, SyncState& state,
                                            bool doubtful = false);

/// The objects that `released` held back.
[[nodiscard]] std::uint32_t held_objects(const std::vector<Missing>& missing, const SyncState& state);

}  // namespace evenkeel::dav
