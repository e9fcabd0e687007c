#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <optional>
#include <string_view>

namespace evenkeel::settings {

/// "1h30m": numbers with w, d, h, m, s, each unit once and from the greater to the smaller; a week is 168 h,
/// a day 24 h (CONTRACT section 2). At most about a hundred years. Empty when it is none.
[[nodiscard]] std::optional<Seconds> parse_duration(std::string_view text);

/// A duration, zero allowed (also as the bare number 0).
std::optional<Seconds> duration(const Value& value, Reader& reader);
/// A duration longer than zero.
std::optional<Seconds> positive_duration(const Value& value, Reader& reader);
/// A duration of whole days, which counts dates.
std::optional<Days> whole_days(const Value& value, Reader& reader);
std::optional<Lead> lead(const Value& value, Reader& reader);

}  // namespace evenkeel::settings
