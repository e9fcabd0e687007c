// The example household, laid around a date: what `evenkeel demo` writes.
#pragma once

#include "core/time/instant.hpp"

#include <map>
#include <string>

namespace evenkeel {

/// Files by path below the demonstration's directory: evenkeel.toml and four calendars as .ics files. The
/// dates are counted from the Monday after `today` (household's zone).
[[nodiscard]] std::map<std::string, std::string> demo_household(Date today);

}  // namespace evenkeel
