// The steps of build_world, in their order.
#pragma once

#include "core/household/reading.hpp"
#include "core/household/world.hpp"

#include <array>
#include <vector>

namespace evenkeel {

/// A household event with what it was made of.
struct HouseholdSighting {
  Sighting seen;
  HouseholdEvent event;
};

/// Fills household_events; what goes is what exists twice.
std::vector<HouseholdSighting> read_household(World& world, Reading& reading);

/// Who paused: `Sam: pause` on a shared calendar in force at now, and `evenkeel pause`.
void judge_pauses(World& world);

/// The dates that household.pause and each coverage's `on` and `except` match.
void match_dates(World& world, Reading& reading);

/// Engagements of both partners and the helpers, and the support requests that take no time.
void read_engagements(World& world, Reading& reading, const std::vector<HouseholdSighting>& household);

/// Deadlines and to-dos of both partners; after the engagements.
void read_deadlines(World& world, Reading& reading);

}  // namespace evenkeel
