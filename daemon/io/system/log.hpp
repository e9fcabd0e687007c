// Log messages go through spdlog's default logger to standard error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenkeel {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// Sets spdlog's default logger. When standard error is the journal ($JOURNAL_STREAM), each line has a
/// priority prefix <N> (sd-daemon(3)) and no time; otherwise the time in UTC and the level. Every message
/// passes escape_controls().
void set_up_log(LogLevel level);

/// Control characters (C0, DEL, C1) and bytes that are no UTF-8, as \xNN: what strangers wrote can neither
/// forge a line nor talk to a terminal.
[[nodiscard]] std::string escape_controls(std::string_view text);

}  // namespace evenkeel
