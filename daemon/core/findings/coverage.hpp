// Coverage windows, and who is able to hold one (DESIGN section 6, Coverage).
#pragma once

#include "core/household/occupied.hpp"
#include "core/household/window.hpp"
#include "core/household/world.hpp"

#include <optional>
#include <vector>

namespace evenkeel {

/// The windows that overlap `within`, by start, end, configuration order. Those of the rota: within
/// [now, H1). `not_needed` duties are not taken out here.
std::vector<CoverageWindow> coverage_windows(const World& world, Interval within);

/// The dates of one coverage in [first, end), before windows are laid on them: rrule, `on`, `start`,
/// `except`, household.pause.
Dates coverage_dates(const World& world, std::size_t coverage, DateSpan within);

/// The window widened at both ends by the person's travel.
Interval widened(const World& world, const CoverageWindow& window, PersonIndex person);

/// The people in `who` of the coverage, partners first, then helpers.
std::vector<PersonIndex> people_of(const Settings& settings, const Coverage& coverage);

/// Whether `person` is able to hold the window in this pass. The notice of a helper who agreed to this duty
/// (Answers::helper_agreed) does not matter.
bool able(const World& world, const PassTimes& times, const CoverageWindow& window, PersonIndex person);
/// The same where it is known otherwise whether a helper agreed.
bool able(const World& world, const PassTimes& times, const CoverageWindow& window, PersonIndex person,
          bool agreed);

/// The engagements of `person` that block the window in this pass, by start: indexes into
/// World::engagements[person]. Empty with able() false: fixed hours, availability, notice or pause.
std::vector<std::size_t> blocking(const World& world, const PassTimes& times, const CoverageWindow& window,
                                  PersonIndex person);

}  // namespace evenkeel
