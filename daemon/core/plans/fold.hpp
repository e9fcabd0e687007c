// When two texts of people are the same: case folded, blanks collapsed.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel {

/// Case folded (Unicode full folding of Latin, Greek and Cyrillic letters: `Groß` is `GROSS`), runs of blanks
/// as one, none at the ends. Bytes that are no UTF-8 stay. Linear in the length.
std::string folded(std::string_view text);

/// Runs of blanks and control characters as one blank, none at the ends: fit for one line.
std::string one_line(std::string_view text);

}  // namespace evenkeel
