#pragma once

#include "io/settings/value.hpp"

#include <optional>
#include <string_view>

namespace evenkeel::settings {

/// Where a dotted key (`a.b.c`, also in a table header) has more than `most` parts; empty when none has.
/// toml++ 3.3 limits the depth of arrays and inline tables only, and a key of a million parts makes a tree
/// whose destruction overruns the stack.
[[nodiscard]] std::optional<Position> too_deep_key(std::string_view text, int most);

}  // namespace evenkeel::settings
