// Compiled zone files as tzdata installs them (RFC 9636).
#pragma once

#include "core/time/zone.hpp"
#include "core/words/error.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evenkeel {

/// Reads a TZif file, version 1 to 4. Files that count leap seconds ("right/...") are refused: instants here
/// are POSIX seconds. invalid_data when it is not one.
[[nodiscard]] Expected<std::unique_ptr<const Zone>> read_tzif(std::string name, std::string_view bytes);

}  // namespace evenkeel
