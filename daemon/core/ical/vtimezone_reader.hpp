// VTIMEZONE to values without libical, which expands it anew for every use and never comes back from some
// (P73, P99). Nothing is expanded here.
#pragma once

#include "core/ical/unfold.hpp"
#include "core/time/vtimezone.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <string_view>

namespace evenkeel::ical {

/// The error says why it is left out: no TZID, nothing in it, a rule that is not yearly, beyond the limits.
[[nodiscard]] Expected<VTimezone> read_vtimezone(Lines lines);

/// UTC-OFFSET (RFC 5545 3.3.14), `+0100` or `+013045`, also with a `:` between, and `+5730` for 57 min 30 s
/// (P77). Empty beyond ±24 h.
[[nodiscard]] std::optional<Seconds> parse_utc_offset(std::string_view text);

}  // namespace evenkeel::ical
