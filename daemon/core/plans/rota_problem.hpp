// From the household as analysed to the rota's problem (DESIGN sections 7 and 8).
#pragma once

#include "core/household/snapshot.hpp"
#include "core/household/window.hpp"
#include "core/plans/rota.hpp"

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace evenkeel {

/// Whether a person is able for a window (DESIGN section 6, "Coverage") in the first
/// pass, or in the second (`with_unconfirmed`); `agreed`: a helper whose notice no
/// longer counts.
using AbleFor =
    std::function<bool(PersonIndex who, const CoverageWindow& window, bool with_unconfirmed, bool agreed)>;

struct RotaCircumstances {
  const Settings& settings;
  Instant now{};
  std::span<const CoverageWindow> windows;  // any; those outside [now, H1) are left out
  Instant horizon_end{};                    // H1
  const Answers& answers;
  std::span<const PastDuty> past_duties;
  std::span<const SupportRequest> support;        // of calendars and of `evenkeel support`
  std::array<std::vector<Interval>, 2> crunches;  // remaining crunches of the first pass
  AbleFor able;
};

/// Duties that were deleted ("not needed") are left out; one renamed to somebody who is able stays with them.
RotaProblem rota_problem(const RotaCircumstances& c);

/// One window of it.
RotaWindow rota_window(const RotaCircumstances& c, const CoverageWindow& window);

}  // namespace evenkeel
