// Dates and instants as text: ISO for machines, a tired person's form for people.
#pragma once

#include "core/time/instant.hpp"
#include "core/time/zone.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// "2026-11-21T09:00:00Z" (RFC 3339, UTC, whole seconds).
[[nodiscard]] std::string rfc3339(Instant t);
/// "2026-11-21".
[[nodiscard]] std::string iso_date(Date d);
/// RFC 3339 with any offset; fractions of a second are cut. Empty when it is none.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);
/// "2026-11-21"; empty when there is no such date.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);

/// "Fri 11 Dec".
[[nodiscard]] std::string day_text(Date d);
/// "15:15" in this zone.
[[nodiscard]] std::string clock_text(Instant t, const Zone& zone);
/// "Tue 24 Nov 15:15–16:00", or with the second date where it ends on another:
/// "Tue 24 Nov 22:00 – Wed 25 Nov 06:00".
[[nodiscard]] std::string span_text(const Interval& span, const Zone& zone);
/// "22 h", "14 h 30 min", "45 min"; seconds are rounded half up to minutes.
[[nodiscard]] std::string length_text(Seconds length);
/// Monday of the week, as "2026-W48" (ISO 8601).
[[nodiscard]] std::string iso_week(Date d);

}  // namespace evenkeel
