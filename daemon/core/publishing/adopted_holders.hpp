// After a lost database: to whom people had given the duties that still stand there.
#pragma once

#include "core/household/world.hpp"
#include "core/publishing/observe.hpp"

#include <functional>
#include <span>

namespace evenkeel {

/// A duty that was adopted, and that the rota would give to another than it names, was given to them by
/// people, as far as anybody can know: it stays with them while they can. Brings records, answers and
/// `changed` of the calendars up to date, and `answers`, which are all of them together.
void keep_adopted_holders(std::span<const std::reference_wrapper<Observation>> calendars, const World& world,
                          Answers& answers, const Settings& settings);

}  // namespace evenkeel
