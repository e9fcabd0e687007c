// iCalendar is UTF-8 (RFC 5545 3.1.4). Feeds are not always: UTF-16 of Windows, and Latin-1 that nobody
// named.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::ical {

/// `bytes` in UTF-8, where they are something else; nothing where they can stay as they are. UTF-16 is known
/// by its byte order mark, or by its first character; an unpaired surrogate becomes U+FFFD. What is no UTF-8
/// is windows-1252 (of which ISO 8859-1 is the part without 0x80 to 0x9F), or ISO 8859-15 where `charset`
/// says so: when `charset` names one of them, or when not one of its characters beyond ASCII is well-formed
/// UTF-8 (else it is UTF-8 with a fault, to be repaired line by line). At most twice as long as `bytes`.
[[nodiscard]] std::optional<std::string> as_utf8(std::string_view bytes, std::string_view charset = {});

/// Of a Content-Type header (RFC 9110 8.3): "text/calendar; charset=utf-16" has "utf-16", in lower case.
[[nodiscard]] std::string charset_of(std::string_view content_type);

}  // namespace evenkeel::ical
