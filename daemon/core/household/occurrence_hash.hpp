// Names of occurrences and dates in keys: readable, and without calendar text (DESIGN section 6, Keys).
#pragma once

#include "core/calendar/occurrence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// The first 12 hex digits of SHA-256 over UID + "\n" + RECURRENCE-ID (a date or an instant as in JSON, empty
/// for what does not recur).
std::string occurrence_hash(const Uid& uid, const std::optional<DateOrInstant>& recurrence_id);

/// Lower case, runs of other than a-z0-9 become one "-", outer ones go.
std::string slug(std::string_view title);

}  // namespace evenkeel
