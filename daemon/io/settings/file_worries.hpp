// Who else may read or change the configuration file.
#pragma once

#include "io/settings/load.hpp"

#include <vector>

namespace evenkeel {

/// Warnings, without a line: the file `path` belongs to somebody who is neither root nor us; everybody may
/// change it; everybody may read it while addresses stand in it that are secrets (feeds of people, the
/// addresses of [[notify]]). Nothing of a file that cannot be looked at.
[[nodiscard]] std::vector<SettingsProblem> worries_about_file(const std::string& path,
                                                              const Settings& settings);

}  // namespace evenkeel
