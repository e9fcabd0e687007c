// Half-days that are usually free, and a day to share (DESIGN section 7, "Alignment").
#pragma once

#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <optional>
#include <vector>

namespace evenkeel {

/// Working hours before or after 13:00 of a weekday (0 = Monday).
struct HalfDay {
  int weekday = 0;
  bool afternoon = false;
  bool operator==(const HalfDay&) const = default;
};

struct AlignmentProposal {
  std::vector<HalfDay> usually_free;  // for both, of working hours of either; in the order of the week
  std::optional<int> shared_day;      // of the next quarter, on which somebody works
  double shared_day_hours = 0;        // both partners' confirmed meetings on it
};

/// `meetings`: bodies of confirmed occurrences of kind meeting, in any order. Weeks before the configured
/// history are not known: they are free of nothing.
AlignmentProposal propose_alignment(const Settings& settings, Instant now,
                                    const std::array<std::vector<Interval>, 2>& meetings);

}  // namespace evenkeel
