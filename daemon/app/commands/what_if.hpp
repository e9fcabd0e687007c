// `what-if` and `check`: what a change would do to the household.
#pragma once

#include "app/commands/listings.hpp"

namespace evenkeel {

/// CONTRACT section 1. `title` says what is laid over. Status 1 when a finding is new. Both outcomes are of
/// one instant and audience.
[[nodiscard]] Printed compare_outcomes(const std::string& title, const Outcome& before, const Outcome& after,
                                       const ListingOptions& options);

}  // namespace evenkeel
