// The time of each person in one pass, as sets: what blocks, what is work, what is left.
#pragma once

#include "core/household/interval_set.hpp"
#include "core/household/world.hpp"

#include <compare>
#include <cstddef>
#include <memory>
#include <optional>
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

/// One occurrence of one person: an index into World::engagements[person].
struct EngagementRef {
  PersonIndex person{};
  std::size_t engagement = 0;
  bool operator==(const EngagementRef&) const = default;
  auto operator<=>(const EngagementRef&) const = default;
};

/// Engagements that are elsewhere than the world has them.
struct Displaced {
  std::vector<EngagementRef> gone;  // ascending, none twice
  std::optional<Engagement> there;  // one more, of its person
  [[nodiscard]] bool empty() const { return gone.empty() && !there; }
};

/// Borrows the world, and holds no more than the pass sees.
class PassTimes {
 public:
  PassTimes(const World& world, Pass pass);
  /// What `base` would be if some engagements were elsewhere. Costs little more than a look at what lies
  /// around them. Borrows both.
  PassTimes(const PassTimes& base, const Displaced& displaced);

  [[nodiscard]] Pass pass() const { return pass_; }
  [[nodiscard]] const Occupied& of(PersonIndex p) const { return people_[index(p)]; }
  [[nodiscard]] const Occupied& of(PartnerIndex p) const { return people_[index(p)]; }
  /// Number `i` of a person; the one after the world's last is what was displaced.
  [[nodiscard]] const Engagement& engagement(PersonIndex p, std::size_t i) const {
    const auto& all = world_->engagements[index(p)];
    return i < all.size() ? all[i] : *displaced_->there;
  }
  /// The busy engagements of a person whose body overlaps `time`, ascending.
  [[nodiscard]] std::vector<std::size_t> busy_over(PersonIndex p, Interval time) const;

 private:
  /// From the first to the last of its body; ascending by start, and `reach` is the latest end so far.
  struct Hull {
    Instant start{}, end{}, reach{};
    std::size_t engagement = 0;
  };
  /// Of one person. Apart from the long ones, so that these do not stand in the way of all others.
  struct Hulls {
    std::vector<Hull> short_ones, long_ones;
  };
  [[nodiscard]] Hulls hulls_of(PersonIndex p) const;
  /// All engagements that count, whose body overlaps `time` and that are in any set; ascending.
  [[nodiscard]] std::vector<std::size_t> all_over(PersonIndex p, Interval time) const;
  void find_over(PersonIndex p, Interval time, const std::vector<Hull>& hulls,
                 std::vector<std::size_t>& found) const;
  void displace(PersonIndex p);
  void set_supply(PersonIndex p, const IntervalSet& region);
  [[nodiscard]] bool is_gone(PersonIndex p, std::size_t engagement) const;

  const World* world_;
  Pass pass_;
  const Displaced* displaced_ = nullptr;
  std::vector<Occupied> people_;
  std::shared_ptr<const std::vector<Hulls>> hulls_;
};

}  // namespace evenkeel
