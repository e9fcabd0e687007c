#pragma once

#include "core/ical/unfold.hpp"

#include <string>

namespace evenkeel::ical {

/// The first UID directly in a component (its BEGIN line first), unescaped as the reader does; empty when it
/// has none.
[[nodiscard]] std::string uid_in(Lines lines);

}  // namespace evenkeel::ical
