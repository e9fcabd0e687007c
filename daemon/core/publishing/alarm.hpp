// When a finding's one alarm sounds (DESIGN section 8).
#pragma once

#include "core/household/settings.hpp"
#include "core/time/instant.hpp"
#include "core/time/zone.hpp"

namespace evenkeel {

/// 19:00 in `zone` on the day `notice` before `about`; where that hour is a quiet one, the last quarter of an
/// hour before the quiet begins.
[[nodiscard]] Instant finding_alarm(Instant about, Seconds notice, const DayRange& quiet, const Zone& zone);

}  // namespace evenkeel
