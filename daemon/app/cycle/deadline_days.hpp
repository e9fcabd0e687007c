#pragma once

#include "core/household/world.hpp"
#include "core/publishing/wanted.hpp"

#include <vector>

namespace evenkeel {

/// Deadlines and milestones of both partners that lie ahead, titled for the world's viewer (DESIGN section
/// 8).
[[nodiscard]] std::vector<DeadlineDay> deadline_days(const World& world);

}  // namespace evenkeel
