// The processor-demand test with working hours as the processor (DESIGN section 6, Crunches).
#pragma once

#include "core/household/occupied.hpp"
#include "core/household/world.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace evenkeel {

/// demand / supply, compared exactly. Supply 0 with demand is greater than any; nothing to do is 0.
struct Load {
  Seconds demand{0};
  Seconds supply{0};
  /// Infinity where there is demand but no supply; 0/0 = 0.
  [[nodiscard]] double value() const;
  /// The value as it is printed: 2 decimals half up, 99 without supply or above 99.
  [[nodiscard]] double printed() const;
  [[nodiscard]] std::strong_ordering operator<=>(const Load& o) const;
  [[nodiscard]] bool operator==(const Load& o) const { return (*this <=> o) == 0; }
};

/// A critical interval whose load reaches crunch_load.
struct Crunch {
  PartnerIndex partner{};
  Interval time;  // [a, b)
  Load load;
  std::string id;                      // of the deadline due at its end; several: the smallest
  std::vector<std::size_t> deadlines;  // inside it: indexes into World::deadlines, by due
};

/// All crunches of a partner, one for each due instant at most, by due.
std::vector<Crunch> crunches(const World& world, const PassTimes& times, PartnerIndex partner);
/// Those that remain: by falling load (ties: longer, earlier due), none contains, equals or lies in another.
/// Returned by start.
std::vector<Crunch> remaining_crunches(const World& world, const PassTimes& times, PartnerIndex partner);

/// (busy + spread) / (working hours - leave) of one week (DESIGN section 6, Week load).
struct WeekLoad {
  Date monday{};
  Interval time;
  Seconds busy{0};
  double spread = 0;  // seconds
  Seconds available{0};
  double load = 0;  // 0/0 = 0; x/0 = 99; exact else
};
/// The weeks that overlap `within`, in the partner's zone.
std::vector<WeekLoad> week_loads(const World& world, const Occupied& occupied, Pass pass,
                                 PartnerIndex partner, Interval within);
inline std::vector<WeekLoad> week_loads(const World& world, const PassTimes& times, PartnerIndex partner,
                                        Interval within) {
  return week_loads(world, times.of(partner), times.pass(), partner, within);
}

}  // namespace evenkeel
