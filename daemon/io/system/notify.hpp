// What the service manager is told (sd_notify(3)). Without NOTIFY_SOCKET nothing happens.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace evenkeel {

void notify_ready();
/// Before a reload; notify_ready() ends it.
void notify_reloading();
void notify_stopping();
/// The unit's status line; control characters become blanks.
void notify_status(std::string_view text);
void notify_watchdog();
/// How long the manager waits for notify_watchdog(); call it at half of that. Empty: no watchdog.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace evenkeel
