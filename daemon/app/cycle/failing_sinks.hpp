// Where things go that leave, and which of these places fails.
#pragma once

#include "core/publishing/publication.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// What an entry is sent to: "household/NAME" for a shared calendar, "mail", or the kind of a [[notify]] with
/// an address of its own (which may be a secret): "ntfy", "webhook".
[[nodiscard]] std::string sink_name(const OutboxEntry& entry);

struct FailingSink {
  std::string name;
  std::string last_error;   // of its earliest entry that failed
  std::size_t waiting = 0;  // entries, also those that were not tried yet
};

/// The sinks to which something could not be sent when it was last tried, by name.
[[nodiscard]] std::vector<FailingSink> failing_sinks(const std::vector<OutboxEntry>& outbox);

}  // namespace evenkeel
