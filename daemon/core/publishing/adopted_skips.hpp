// After a lost database: which instances of routines people had deleted.
#pragma once

#include "core/household/world.hpp"
#include "core/publishing/observe.hpp"

#include <functional>
#include <span>

namespace evenkeel {

/// A slot that would be made anew although one of a later period still stands there was deleted by people:
/// all of a routine are published at once. It stays skipped, and nobody is invited to it again. Without such
/// a loss nothing is looked at.
void keep_adopted_skips(std::span<const std::reference_wrapper<Observation>> calendars, const World& world,
                        Answers& answers);

}  // namespace evenkeel
