// Pulls one ICS feed (DESIGN section 4): conditional GET, changes per UID, all or nothing.
#pragma once

#include "core/dav/pull.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::dav {

struct FeedTarget {
  std::string url;   // http, https, webcal or webcals
  std::string user;  // only for the words of an error
};

[[nodiscard]] std::unique_ptr<Pull> feed_pull(FeedTarget target, SyncState state, KnownHere known,
                                              Instant now, bool accept_deletions);

/// What a whole feed's bytes change, down to the PullDone: the same for a download and for a file. `charset`
/// is what came with them (ical/charset.hpp), if anything. `before` is what is stored; `state` is that with
/// what is to be remembered of this body (configured, etag, last_modified). Nothing but an error when it is
/// no calendar.
[[nodiscard]] std::vector<Effect> feed_changes(std::string_view bytes, std::string_view charset,
                                               const SyncState& before, SyncState state, const Known& known,
                                               Instant now, bool accept_deletions);

}  // namespace evenkeel::dav
