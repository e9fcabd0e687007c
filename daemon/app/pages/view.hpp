// From the analysed household to what the planner shows. Pure: the same values give the same view.
#pragma once

#include "app/pages/planner_view.hpp"
#include "core/household/world.hpp"
#include "core/plans/analyse.hpp"

#include <optional>
#include <string>

namespace evenkeel {

/// Borrows everything. The audience is the viewer of `world`.
struct PlannerInput {
  const World& world;
  const Analysis& analysis;
  const World* beyond = nullptr;  // the same household with a later horizon: what comes after that of `world`
  const Zone& zone;               // of what is shown
  Date from{};                    // in the first week that is shown
  Date to{};                      // the first date after the last month that is shown
};

/// The first date after twelve whole months from the month of `from` on.
[[nodiscard]] Date year_after(Date from);

[[nodiscard]] PlannerView planner_view(const PlannerInput& input);

/// Marks in `after` what a scenario changes of `before`; what it takes away stands in it again, as gone. Both
/// are of one instant, audience and range. `metrics` are the numbers of both, before and after.
void lay_changes(PlannerView& after, const PlannerView& before, const std::string& title,
                 std::vector<PlannerMetric> metrics);

}  // namespace evenkeel
