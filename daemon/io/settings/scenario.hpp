// A scenario for `what-if` (CONTRACT section 2), with every problem at once, as in the configuration.
#pragma once

#include "core/plans/scenario.hpp"
#include "io/settings/load.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// A step that waits for the calendar file it names.
struct ScenarioFile {
  std::size_t step = 0;  // an AddObjects without objects, in Scenario::steps
  std::string path;
};

struct LoadedScenario {
  Scenario scenario;
  std::vector<ScenarioFile> files;
  std::vector<SettingsProblem> problems;  // errors and warnings, by position
  bool ok = false;                        // no error among the problems
};

/// Reads and checks a scenario over these settings; calendar files it names are not opened.
[[nodiscard]] LoadedScenario load_scenario(const std::string& path, const Settings& settings, Zones& zones);

/// The same of a text; relative paths are relative to `directory`.
[[nodiscard]] LoadedScenario load_scenario_text(std::string_view text, const std::string& file_name,
                                                const std::string& directory, const Settings& settings,
                                                Zones& zones);

}  // namespace evenkeel
