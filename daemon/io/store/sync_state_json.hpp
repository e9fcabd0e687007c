#pragma once

#include "core/dav/pull.hpp"
#include "core/words/error.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// Members that are missing have their default; what does not fit is invalid_data.
[[nodiscard]] std::string sync_state_json(const dav::SyncState& state);
[[nodiscard]] Expected<dav::SyncState> sync_state_of(std::string_view json);

}  // namespace evenkeel
