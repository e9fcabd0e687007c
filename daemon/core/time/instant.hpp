// Points and stretches of time. Absolute and civil time are different types; only a zone turns one into
// the other (zone.hpp). DESIGN section 3: instants are whole UTC seconds, all-day things are dates.
#pragma once

#include <algorithm>
#include <chrono>
#include <compare>
#include <variant>

namespace evenkeel {

using Seconds = std::chrono::seconds;
using Minutes = std::chrono::minutes;
using Hours = std::chrono::hours;
using Days = std::chrono::days;

using Instant = std::chrono::sys_seconds;      // absolute: UTC
using LocalTime = std::chrono::local_seconds;  // civil date and time, no zone (RFC 5545 "floating")
using Date = std::chrono::local_days;          // civil date

/// [start, end): the end does not belong to it.
struct Interval {
  Instant start{};
  Instant end{};
  [[nodiscard]] bool empty() const { return end <= start; }
  [[nodiscard]] Seconds length() const { return empty() ? Seconds{0} : end - start; }
  [[nodiscard]] bool contains(Instant t) const { return start <= t && t < end; }
  [[nodiscard]] bool contains(const Interval& o) const { return start <= o.start && o.end <= end; }
  /// Whether they have time in common; an empty interval overlaps nothing.
  [[nodiscard]] bool overlaps(const Interval& o) const {
    return std::max(start, o.start) < std::min(end, o.end);
  }
  [[nodiscard]] Interval intersection(const Interval& o) const {
    return {std::max(start, o.start), std::min(end, o.end)};
  }
  bool operator==(const Interval&) const = default;
  auto operator<=>(const Interval&) const = default;
};

/// [first, last_exclusive) of dates.
struct DateSpan {
  Date first{};
  Date end{};
  bool operator==(const DateSpan&) const = default;
  auto operator<=>(const DateSpan&) const = default;
};

/// A date of an all-day thing, or an instant of a timed one.
using DateOrInstant = std::variant<Date, Instant>;

}  // namespace evenkeel
