// What a change does to the list of findings (DESIGN section 7, "What-if and check").
#pragma once

#include "core/findings/finding.hpp"

#include <span>
#include <vector>

namespace evenkeel {

struct Difference {
  std::vector<Finding> fresh;  // keys only after, or if_accepted before and not after
  std::vector<Finding> gone;   // keys only before; as they were
  std::vector<Finding> worse;  // in both, not among the fresh, of higher severity or load; as they are after
};

/// By key; each list in the order of the list it is taken from.
[[nodiscard]] Difference difference(std::span<const Finding> before, std::span<const Finding> after);

}  // namespace evenkeel
