// When a zone changes its offset, and whether it does so by a rule that repeats every year.
#pragma once

#include "core/time/zone.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel::ical {

/// At `at` the offset goes from `from` to `to`.
struct Change {
  Instant at{};
  Seconds from{0};
  Seconds to{0};
};

/// All changes in [begin, end) that last a day or longer, ascending.
[[nodiscard]] std::vector<Change> zone_changes(const Zone& zone, Instant begin, Instant end);

/// The civil time of a change by the offset before it, as DTSTART in a VTIMEZONE means it (RFC 5545 3.6.5).
[[nodiscard]] inline LocalTime local_before(const Change& change) {
  return LocalTime{change.at.time_since_epoch() + change.from};
}

struct YearlyRule {
  Change first;       // the first change that it yields
  std::string rrule;  // FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
};

/// The two rules of a zone that changes twice in each of `years` years, at the same times of day on days that
/// a rule can name; otherwise nothing.
[[nodiscard]] std::optional<std::vector<YearlyRule>> yearly_rules(const std::vector<Change>& changes,
                                                                  int years);

}  // namespace evenkeel::ical
