#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace evenkeel {

/// Runs `argv` (looked up in $PATH, no shell, no input, its errors to nowhere) and takes the first line it
/// prints. When `time_limit` is over its process group is killed. Errors name the program and nothing it
/// printed.
[[nodiscard]] Expected<Secret> run_secret_command(const std::vector<std::string>& argv,
                                                  std::chrono::milliseconds time_limit);

}  // namespace evenkeel
