// Times of day, ranges of them, and weekdays (CONTRACT section 2).
#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <bitset>
#include <optional>
#include <string_view>

namespace evenkeel::settings {

/// "09:00", from "00:00" to "24:00"; empty when it is none.
[[nodiscard]] std::optional<Seconds> parse_time_of_day(std::string_view text);
/// "09:00-17:30", past midnight "20:00-07:00" (the end is then over 24 h), "24:00" as an end only; empty when
/// it is none, or when both ends are the same.
[[nodiscard]] std::optional<DayRange> parse_day_range(std::string_view text);
/// Bit 0 = Monday: "mon", "mon-fri" (also over the week's end: "sat-mon"), "sat,sun"; empty when it is none.
[[nodiscard]] std::optional<std::bitset<7>> parse_weekdays(std::string_view text);
/// "mon" ... "sun"; index 0 = Monday.
[[nodiscard]] std::string_view weekday_name(int index);

/// One range.
std::optional<DayRange> day_range(const Value& value, Reader& reader);
/// One or more, separated by commas, in the order written.
std::optional<DayRanges> day_ranges(const Value& value, Reader& reader);
/// A table of ranges by weekday; a weekday named by two keys is an error.
std::optional<WeekRanges> week_ranges(const Value& value, Reader& reader);
/// The weekdays of each entry of a table; what is wrong is reported, and its entry left out. Each entry's
/// weekdays are its own: one named twice is reported and counts for the first.
[[nodiscard]] std::vector<std::pair<std::bitset<7>, const Value*>> by_weekday(const Value& value,
                                                                              Reader& reader);
/// "sun 19:00", or "19:00" alone.
std::optional<Preference> preference(const Value& value, Reader& reader);

}  // namespace evenkeel::settings
