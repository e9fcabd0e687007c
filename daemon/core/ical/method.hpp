// What a calendar says it is sent for (iTIP, RFC 5546).
#pragma once

#include <string_view>

namespace evenkeel::ical {

/// Whether every VCALENDAR of the text says METHOD:CANCEL: what stands in them is called off, be there a
/// STATUS or not (RFC 5546 3.2.5). False where it is no calendar. `text` is UTF-8.
[[nodiscard]] bool calls_off(std::string_view text);

}  // namespace evenkeel::ical
