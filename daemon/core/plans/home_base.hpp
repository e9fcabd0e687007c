// Who is at home on the nights the other is away (DESIGN section 8).
#pragma once

#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <string>
#include <vector>

namespace evenkeel {

/// One night: 22:00 of `date` to 06:00 of the next date.
struct HomeBase {
  Date date{};
  PartnerIndex home{};
  Interval night;
  std::string key;  // home-base/PARTNER/DATE
};

/// The nights of [from, until) over which one partner is away and the other is not. `away`: bodies of
/// confirmed away occurrences, in any order; a partner is away over a night that their union covers whole.
std::vector<HomeBase> home_bases(const Settings& settings, const std::array<std::vector<Interval>, 2>& away,
                                 DateSpan nights);

}  // namespace evenkeel
