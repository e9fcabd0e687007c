// Where a routine could be placed in a period, and how near that is to what was asked for. Private to
// routines.
#pragma once

#include "core/household/settings.hpp"
#include "core/plans/period.hpp"
#include "core/time/instant.hpp"
#include "core/time/zone.hpp"

#include <optional>
#include <set>
#include <vector>

namespace evenkeel {

/// The windows of a routine; where none are given: sun 17:00-21:00 and mon-thu 20:00-21:30 for common ones,
/// the working hours for one partner's.
WeekRanges windows_of(const Settings& settings, const Routine& routine);

/// What was asked for; without it, common ones are asked for on sun 19:00.
std::optional<Preference> preference_of(const Routine& routine);

/// What bounds candidates.
struct CandidateBounds {
  Instant not_before{};
  Instant end_by{};              // included
  const std::set<Date>& paused;  // no candidate touches one of them
};

/// Starts on the quarter hour (local) from which the routine lies whole in one of its windows of a date of
/// the period; ascending.
std::vector<Interval> slot_candidates(const Settings& settings, const Routine& routine,
                                      const RoutinePeriod& period, const CandidateBounds& bounds);

/// The instants of a preference within a period.
class PreferredTimes {
 public:
  PreferredTimes(const std::optional<Preference>& preference, const RoutinePeriod& period, const Zone& zone);
  /// |start - nearest preferred time|; 0 where there is none within the period.
  [[nodiscard]] Seconds distance(Instant start) const;

 private:
  std::vector<Instant> times_;  // ascending
};

}  // namespace evenkeel
