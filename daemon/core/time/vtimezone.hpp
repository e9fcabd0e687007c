// A zone's rules as they came with a calendar (RFC 5545 3.6.5).
#pragma once

#include "core/time/instant.hpp"
#include "core/words/strong.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// STANDARD or DAYLIGHT of a VTIMEZONE.
struct Observance {
  LocalTime dtstart{};
  Seconds offset_from{0};
  Seconds offset_to{0};
  std::vector<std::string> rrules;
  std::vector<LocalTime> rdates;
  bool operator==(const Observance&) const = default;
};

struct VTimezone {
  TzId tzid;
  std::vector<Observance> observances;
  bool operator==(const VTimezone&) const = default;
};

}  // namespace evenkeel
