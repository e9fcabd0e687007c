// What was told, as the store keeps it: lines of words.
#pragma once

#include "core/publishing/messages.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

[[nodiscard]] std::string told_text(const Told& told);
/// Lines that make no sense are passed over: at worst something is told once more.
[[nodiscard]] Told read_told(std::string_view text);

/// The day of one person over all channels.
[[nodiscard]] std::string count_text(const DayCount& day);
[[nodiscard]] DayCount read_count(std::string_view text);

}  // namespace evenkeel
