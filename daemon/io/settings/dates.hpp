#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <optional>

namespace evenkeel::settings {

/// A TOML date.
std::optional<Date> date(const Value& value, Reader& reader);
/// A TOML date, local date-time or offset date-time.
std::optional<Due> due(const Value& value, Reader& reader);

/// When it is due: a date means the end of that day's working hours, or its 24:00 where it has none (DESIGN
/// section 6).
[[nodiscard]] Instant due_instant(const Due& due, const Partner& partner);
/// When it starts: a date means its 00:00.
[[nodiscard]] Instant start_instant(const Due& start, const Partner& partner);

}  // namespace evenkeel::settings
