// A date stays a date, floating stays floating, until a zone is asked (DESIGN section 3).
#pragma once

#include "core/time/instant.hpp"
#include "core/words/strong.hpp"

#include <variant>

namespace evenkeel {

/// A civil time with the TZID it was written with; resolved only when expanded.
struct ZonedTime {
  LocalTime local{};
  TzId tzid;
  bool operator==(const ZonedTime&) const = default;
};

/// DATE, floating DATE-TIME, DATE-TIME with TZID, UTC DATE-TIME (RFC 5545 3.3.4, 3.3.5).
using EventTime = std::variant<Date, LocalTime, ZonedTime, Instant>;

/// RFC 5545 3.3.6. Days and weeks are nominal, the rest exact; both parts carry the sign.
struct NominalDuration {
  Days days{0};
  Seconds seconds{0};
  bool operator==(const NominalDuration&) const = default;
};

}  // namespace evenkeel
