// What an invitation that somebody has not answered yet would break, and when it would break nothing. Pure.
#pragma once

#include "core/findings/suggest.hpp"
#include "core/household/world.hpp"
#include "core/plans/analyse.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// One invitation, a series as a whole: it is answered as a whole.
struct Preflight {
  PartnerIndex invited{};
  std::vector<EngagementRef> what;  // its unanswered occurrences that have not begun, by start
  EngagementRef first;              // of those, the first that would break something
  std::vector<Finding> breaks;      // what would be new once it is accepted, by start; worded as the world
  /// "preflight/h" of the UID alone: a series is told once, however the horizon moves; of a single one with
  /// its time, so that one that is moved is told anew.
  [[nodiscard]] std::string key(const World& world) const;
};

/// The partner's unanswered invitations that would break something, by start: as with `check`, the findings
/// with the invitation confirmed whose key is not there without it (DESIGN section 7). Each tried costs an
/// analysis without suggestions, and anybody can send invitations: `tries` bounds them, those first that an
/// if_accepted finding of `analysis` names; of the rest it is told what names them.
[[nodiscard]] std::vector<Preflight> preflights(const World& world, const Analysis& analysis,
                                                PartnerIndex invited, std::size_t tries = 12);

/// At most `most` times of the same length, on the half hour, in the invited partner's working hours of five
/// working days from `first` on, at which that one could be accepted without any finding that is not there
/// without the invitation: the earliest of each day before a second of any, none over another, by start. None
/// for one that lasts whole days. Each costs an analysis; `tries` bounds them.
[[nodiscard]] std::vector<Interval> harmless_times(const World& world, const Preflight& preflight,
                                                   std::size_t most = 3, std::size_t tries = 12);

}  // namespace evenkeel
