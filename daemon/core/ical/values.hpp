// The values of RFC 5545 3.3 that say when, read without libical, which interprets and drops (PITFALLS 0.6).
#pragma once

#include "core/calendar/object.hpp"
#include "core/ical/content_line.hpp"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace evenkeel::ical {

/// DATE (3.3.4): 20261121. Empty for a date that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// DATE-TIME (3.3.5) without its zone: 20261121T093000, and whether a `Z` follows. Second 60 is 59; 240000 is
/// the next midnight.
struct DateTime {
  LocalTime local{};
  bool utc = false;
};
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);

/// DURATION (3.3.6), at most 10,000 years; days after the `T` (`-PT2D`, P92) count as days.
[[nodiscard]] std::optional<NominalDuration> parse_duration(std::string_view text);

/// The same as a length of time, a day taken as 24 hours.
[[nodiscard]] Seconds exact(const NominalDuration& duration);

/// What the parameters of a property say about its values.
struct TimeParams {
  TzId tzid;  // normalised; empty: none
  bool date = false;
  bool period = false;
};
[[nodiscard]] TimeParams time_params(const ContentLine& line);

/// One DATE or DATE-TIME. `Z` wins over a TZID (P78); VALUE=DATE makes a DATE of a DATE-TIME; a bare DATE is
/// one without VALUE too.
[[nodiscard]] std::optional<EventTime> parse_event_time(std::string_view text, const TimeParams& params);

/// start/end or start/duration (3.3.9).
[[nodiscard]] std::optional<RDatePeriod> parse_period(std::string_view text, const TimeParams& params);

}  // namespace evenkeel::ical
