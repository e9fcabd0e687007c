#pragma once

#include <span>
#include <string>
#include <string_view>

namespace evenkeel::settings {

/// Edits (insert, delete, replace, swap of neighbours) between two words. Words are cut to 64 bytes.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

/// The known word with the fewest edits, the first of several; empty when there is none.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> known);

}  // namespace evenkeel::settings
