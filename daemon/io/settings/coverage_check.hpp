#pragma once

#include "io/settings/section.hpp"

namespace evenkeel::settings {

/// What contradicts itself in a coverage: nobody who could ever hold a window of it (by helpers' availability
/// and fixed working hours alone), days on which nobody could, `usual` or `travel` of people who are not in
/// `who`, ranges that overlap, a rule without any date.
void check_coverage(Section& section, const Coverage& coverage);

}  // namespace evenkeel::settings
