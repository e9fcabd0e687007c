// P97, SERVERS 10: control characters, which RFC 5545 3.1 allows nowhere, and XML and libical cannot carry.
#pragma once

#include <string>

namespace evenkeel::ical {

/// Without C0 (NUL too) and DEL; tabs stay. A tab is the only one that means something in a value.
[[nodiscard]] std::string without_control_characters(std::string text);

}  // namespace evenkeel::ical
