// The planner's view of a household as it was looked at.
#pragma once

#include "app/cycle/cycle.hpp"
#include "app/pages/view.hpp"

namespace evenkeel {

/// What is shown: from `from` until `to`, which does not belong to it.
struct ShownDates {
  Date from{}, to{};
};

/// Lists in `zone`; what lies beyond the household's horizon is looked up in the store of `parts`.
[[nodiscard]] Expected<PlannerView> household_view(const Parts& parts, const Outcome& outcome,
                                                   const ShownDates& shown, const Zone& zone);

}  // namespace evenkeel
