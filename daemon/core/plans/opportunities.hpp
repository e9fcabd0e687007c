// Events of the feeds in [opportunities], and who could go (DESIGN section 7, "Alignment").
#pragma once

#include "core/plans/analyse.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace evenkeel {

class Zones;

struct Opportunity {
  DisclosedText title;
  Interval time;
  DateSpan dates;  // of an all-day one; else empty
  struct Going {
    bool possible = false;  // without a new finding
    std::vector<std::string>
        covers;  // what the other would then cover: "School pick-up Tue 24 Nov 15:15–16:00"
  };
  std::array<Going, 2> going;  // by partner; who has paused goes nowhere
};

/// The next events of the feeds after each of `meetings`: at most `most` that begin from its end on, within
/// six weeks and before the horizon; by time, each once. Each is tried: the partner is there, onsite, and
/// everything is analysed again; `before` is the analysis without.
[[nodiscard]] std::vector<Opportunity> opportunities(const World& world, const Answers& answers,
                                                     const Analysis& before, Zones& zones,
                                                     std::span<const Interval> meetings, std::size_t most);

/// One line for people: what, when, who could go, what the other would cover.
[[nodiscard]] std::string opportunity_text(const Opportunity& opportunity, const Settings& settings);

}  // namespace evenkeel
