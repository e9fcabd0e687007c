// The stored and sent form of decoded objects: compact, versioned, read back faster than iCalendar. Not for
// people or other programs; a form of another version is an error and its source is pulled anew.
#pragma once

#include "core/calendar/object.hpp"
#include "core/words/error.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

[[nodiscard]] std::string encode(const CalendarObject& object);

/// invalid_data for anything that encode() of this version did not write; never reads past `bytes`, never
/// allocates more than a small multiple of its size.
[[nodiscard]] Expected<CalendarObject> decode(std::string_view bytes);

}  // namespace evenkeel
