// The planner as one page that needs nothing else.
#pragma once

#include "app/pages/planner_view.hpp"

#include <string>

namespace evenkeel {

/// Self-contained HTML. The same view gives the same bytes.
[[nodiscard]] std::string planner_page(const PlannerView& view);

}  // namespace evenkeel
