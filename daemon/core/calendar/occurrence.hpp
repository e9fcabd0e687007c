// One concrete instance on the time line.
#pragma once

#include "core/calendar/object.hpp"
#include "core/time/instant.hpp"
#include "core/time/zone.hpp"

#include <cstddef>
#include <optional>

namespace evenkeel {

/// Borrowed: `component` lives in the object that was expanded. All-day ones keep their dates; `time` is then
/// where those dates lie in the zone they were read in (midnight to midnight).
struct Occurrence {
  const Component* component = nullptr;
  std::optional<DateOrInstant> recurrence_id;  // empty for what does not recur
  bool all_day = false;
  DateSpan dates{};  // all-day only
  Interval time{};   // [start, end); may be of zero length
  /// How long it is said to last: all-day ones in days of 24 h, also where the clock changes.
  [[nodiscard]] Seconds stated_length() const {
    return all_day ? Seconds(dates.end - dates.first) : time.length();
  }
};

}  // namespace evenkeel
