// What `evenkeel demo` says: four discoveries, the next agenda, and what each partner sees of the other.
#pragma once

#include "app/cycle/middle.hpp"

#include <array>
#include <string>

namespace evenkeel {

/// Tells the household's outcome in plain sentences on one screen. `seen_by` are the outcomes for each
/// partner's eyes. A discovery that is not there is left out.
[[nodiscard]] std::string demo_story(const Outcome& household, const std::array<const Outcome*, 2>& seen_by,
                                     const std::string& directory);

}  // namespace evenkeel
