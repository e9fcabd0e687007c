// Each partner's share of duty points on a date (DESIGN section 7, "Career").
#pragma once

#include "core/household/people.hpp"
#include "core/household/snapshot.hpp"
#include "core/time/instant.hpp"

#include <span>

namespace evenkeel {

/// The first partner's share in whole percents; the second's is the rest. A support request halves the asking
/// partner's share (rounded half up); both asking cancel out.
int first_share_on(const Settings& settings, std::span<const SupportRequest> support, Date date);

}  // namespace evenkeel
