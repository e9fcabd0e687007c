// One thing on several shared calendars, edited on more than one of them.
#pragma once

#include "core/publishing/observe.hpp"
#include "core/publishing/wanted.hpp"

#include <functional>
#include <span>

namespace evenkeel {

/// Where people put one thing to two times, or gave one duty to two persons, the edit that was seen last
/// counts (of one cycle: that on the calendar configured first); on the others it is as if they had not.
/// Brings records, answers and `changed` up to date.
void keep_latest_edits(std::span<const std::reference_wrapper<Observation>> calendars);

/// Where people put duties: of several calendars the last edit.
[[nodiscard]] MovedDuties moved_duties(std::span<const std::reference_wrapper<Observation>> calendars);

}  // namespace evenkeel
