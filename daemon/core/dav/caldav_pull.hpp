// Pulls one CalDAV collection (DESIGN section 4): discovery, change detection, fetching in batches.
#pragma once

#include "core/dav/pull.hpp"

#include <memory>
#include <string>

namespace evenkeel::dav {

struct CaldavTarget {
  std::string url;       // a collection, an account or a server
  std::string calendar;  // display name to pick when it is not a collection
  std::string user;      // only for the words of an error
};

/// `known` is what is stored. `accept_deletions`: a person let a mass removal through.
[[nodiscard]] std::unique_ptr<Pull> caldav_pull(CaldavTarget target, SyncState state, KnownHere known,
                                                Instant now, bool accept_deletions);

}  // namespace evenkeel::dav
