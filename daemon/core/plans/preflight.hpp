// What an invitation that somebody has not answered yet would break, and when it would break nothing. Pure.
#pragma once

#include "core/findings/suggest.hpp"
#include "core/household/world.hpp"
#include "core/plans/analyse.hpp"

#include <string>
#include <vector>

namespace evenkeel {

struct Preflight {
  PartnerIndex invited{};
  EngagementRef what;                  // the unanswered occurrence
  std::vector<const Finding*> breaks;  // if_accepted findings of which it is evidence; of `analysis`
  /// "preflight/h": told once for each occurrence.
  [[nodiscard]] std::string key(const World& world) const;
};

/// By partner, then start. Only what has not begun.
[[nodiscard]] std::vector<Preflight> preflights(const World& world, const Analysis& analysis);

/// At most `most` times of the same length, on the half hour, in the invited partner's working hours of five
/// working days from the invitation's on, earliest first, at which it could be accepted without any finding
/// that is not there without it. None for one that lasts whole days. Each costs an analysis; `tries` bounds
/// them.
[[nodiscard]] std::vector<Interval> harmless_times(const World& world, const Preflight& preflight,
                                                   std::size_t most = 3, std::size_t tries = 12);

}  // namespace evenkeel
