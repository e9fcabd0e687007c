// How pressing a finding is: a function of it and now (DESIGN section 6, Severity).
#pragma once

#include "core/findings/finding.hpp"

namespace evenkeel {

/// Does not look at if_accepted.
Severity severity_of(const Finding& finding, Instant now);

}  // namespace evenkeel
