// The time of each person in one pass, as sets: what blocks, what is work, what is left.
#pragma once

#include "core/household/interval_set.hpp"
#include "core/household/world.hpp"

#include <cstddef>
#include <vector>

namespace evenkeel {

/// Unions of bodies of one person.
struct Occupied {
  IntervalSet busy;     // onsite, remote, away
  IntervalSet present;  // onsite, away: what blocks attention = "present"
  IntervalSet away;
  IntervalSet work;       // partners only, as are the following
  IntervalSet work_here;  // work with presence onsite or remote (after-hours)
  IntervalSet leave;
  IntervalSet focus;
  IntervalSet taken;   // leave and busy, without focus: what takes supply and working hours
  IntervalSet supply;  // working hours less `taken`
  IntervalSet fixed;   // fixed_hours: working hours less leave, which block like onsite work; else empty
};

/// Borrows the world, and holds no more than the pass sees.
class PassTimes {
 public:
  PassTimes(const World& world, Pass pass);
  [[nodiscard]] Pass pass() const { return pass_; }
  [[nodiscard]] const Occupied& of(PersonIndex p) const { return people_[index(p)]; }
  [[nodiscard]] const Occupied& of(PartnerIndex p) const { return people_[index(p)]; }
  /// The busy engagements of a person whose body overlaps `time`: ascending indexes into
  /// World::engagements[p].
  [[nodiscard]] std::vector<std::size_t> busy_over(PersonIndex p, Interval time) const;

 private:
  /// From the first to the last of its body; ascending by start, and `reach` is the latest end so far.
  struct Hull {
    Instant start{}, end{}, reach{};
    std::size_t engagement = 0;
  };
  [[nodiscard]] std::vector<Hull> hulls_of(PersonIndex p) const;

  const World* world_;
  Pass pass_;
  std::vector<Occupied> people_;
  std::vector<std::vector<Hull>> hulls_;
};

}  // namespace evenkeel
