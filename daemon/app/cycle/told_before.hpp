// What a lost database had told, and what is still to be told though it is so no more.
#pragma once

#include "app/cycle/middle.hpp"
#include "ports/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// Those of `keys` that are no news in a cycle that adopted events: who holds an adopted duty; and, where
/// nothing was remembered of this reader (`first_look`) nor of any event, all but what is published anew.
[[nodiscard]] std::vector<std::string> told_before(const Outcome& outcome,
                                                   const std::vector<std::string>& keys, bool first_look);

/// Drops the messages of this channel and reader (`dedup_prefix`) that wait to be sent and none of whose keys
/// is there any more. Gives their keys.
[[nodiscard]] Expected<std::vector<std::string>> drop_what_is_gone(Store& store,
                                                                   std::string_view dedup_prefix,
                                                                   const std::vector<std::string>& keys);

/// As they are noted with a message that waits; none for a digest, which is sent whatever became of it.
[[nodiscard]] std::string noted_keys(const std::vector<std::string>& keys);

}  // namespace evenkeel
