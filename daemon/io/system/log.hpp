// Log messages go through spdlog's default logger to standard error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// Sets spdlog's default logger. When standard error is the journal ($JOURNAL_STREAM), each line has a
/// priority prefix <N> (sd-daemon(3)) and no time; otherwise the time in UTC and the level. Every message
/// passes escape_controls().
void set_up_log(LogLevel level);

/// A field of a journal entry beside its message: an upper-case name like EVENKEEL_SOURCE, and a value
/// without secrets and private text, as in the message.
struct LogField {
  std::string_view name;
  std::string value;
};

/// Logs a message with fields. When standard error is the journal they are fields of the entry
/// (systemd.journal-fields(7)), so that `journalctl EVENKEEL_SOURCE=alex/work` finds it; else only the
/// message is logged, as through spdlog.
void log_with(LogLevel level, std::string_view message, const std::vector<LogField>& fields);

/// The fields of such an entry, as the journal takes them: "NAME=value", control characters escaped, so that
/// no value adds a field of its own.
[[nodiscard]] std::vector<std::string> journal_entry(LogLevel level, std::string_view message,
                                                     const std::vector<LogField>& fields);

/// Control characters (C0, DEL, C1) and bytes that are no UTF-8, as \xNN: what strangers wrote can neither
/// forge a line nor talk to a terminal.
[[nodiscard]] std::string escape_controls(std::string_view text);

}  // namespace evenkeel
