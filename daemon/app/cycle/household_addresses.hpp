// Under which addresses the household's people are known.
#pragma once

#include "core/household/settings.hpp"

#include <vector>

namespace evenkeel {

/// Of both partners with their aliases, then of the helpers that have one.
[[nodiscard]] std::vector<Address> household_addresses(const Settings& settings);

}  // namespace evenkeel
