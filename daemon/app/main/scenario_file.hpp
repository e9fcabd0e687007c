// Scenarios and invitations out of files of the user's own.
#pragma once

#include "app/main/look.hpp"
#include "core/plans/scenario.hpp"

#include <string>
#include <vector>

namespace evenkeel {

struct ReadFile {
  std::vector<CalendarObject> objects;
  std::string err;  // what was repaired or skipped, a line each
};

/// A calendar file, as an invitation to this household. The error names the file.
[[nodiscard]] Expected<ReadFile> read_objects(const std::string& path, Look& look);

struct ReadScenario {
  Scenario scenario;
  std::string err;  // what is wrong with it, or was repaired or skipped, a line each
  bool ok = false;
};

/// A scenario with the calendar files that it names.
[[nodiscard]] ReadScenario read_scenario(const std::string& path, Look& look);

}  // namespace evenkeel
