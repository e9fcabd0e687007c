// A backslash that escapes nothing (`C:\new`, `\x`): libical makes a blank of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

/// A TEXT value (RFC 5545 3.3.11) in which every backslash that does not stand before one of \ ; , n N is
/// doubled, so that it reads as itself.
[[nodiscard]] std::string with_stray_backslashes_escaped(std::string_view text);

/// The parts of a list of TEXT values, still escaped: split at the commas that no backslash escapes. (libical
/// stops splitting at the first escaped one.)
[[nodiscard]] std::vector<std::string_view> text_list(std::string_view text);

}  // namespace evenkeel::ical
