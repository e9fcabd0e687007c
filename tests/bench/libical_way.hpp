// The same with libical alone: its parser, its tree, its loop over recurrences. What evenkeel is measured by.
#pragma once

#include <libical/ical.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace evenkeel::bench::libical {

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Tree = std::unique_ptr<icalcomponent, Free>;

[[nodiscard]] Tree parse(const std::string& text);

/// Starts and ends by start: icalcomponent_foreach_recurrence() over 2026 for each VEVENT. It knows nothing
/// of overrides (a moved instance counts twice).
[[nodiscard]] std::vector<icaltime_span> expand(const std::vector<Tree>& trees);

/// As little as can be done: an icalrecur_iterator for each RRULE, from the year's beginning if it can start
/// there, and the instant of each of its times. Returns how many there were.
[[nodiscard]] std::size_t iterate(const std::vector<Tree>& trees);

}  // namespace evenkeel::bench::libical
