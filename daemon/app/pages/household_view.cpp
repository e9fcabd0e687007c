#include "app/pages/household_view.hpp"

#include "app/cycle/overlay.hpp"

#include <optional>

namespace evenkeel {

Expected<PlannerView> household_view(const Parts& parts, const Outcome& outcome, const ShownDates& shown,
                                     const Zone& zone) {
  Settings settings = *outcome.world.settings;
  settings.horizon = std::max(settings.horizon, shown.to - outcome.world.today + Days(7));
  std::optional<World> beyond;
  if (settings.horizon > outcome.world.settings->horizon) {
    auto world = world_with(parts, outcome, settings);
    if (!world) return std::unexpected(world.error());
    beyond = std::move(*world);
  }
  return planner_view({.world = outcome.world,
                       .analysis = outcome.analysis,
                       .beyond = beyond ? &*beyond : nullptr,
                       .zone = zone,
                       .from = shown.from,
                       .to = shown.to});
}

}  // namespace evenkeel
