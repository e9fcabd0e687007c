// What every kind of finding needs to tell its story: names, times in the right zone, disclosed evidence.
#pragma once

#include "core/findings/analysis.hpp"
#include "core/findings/finding.hpp"
#include "core/household/disclosure.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// One pass, and how it is told. Borrows the input.
class Scene {
 public:
  explicit Scene(const PassInput& input);
  /// Told to the same audience as `like`.
  Scene(const PassInput& input, const Scene& like);

  const PassInput& in;
  const World& world;
  const Settings& settings;
  const PassTimes& times;
  const DisclosurePolicy policy;

  [[nodiscard]] Pass pass() const { return times.pass(); }
  [[nodiscard]] const Zone& zone() const { return *settings.zone; }  // the household's
  [[nodiscard]] const Zone& zone_of(PartnerIndex p) const { return *world.partner(p).zone; }
  /// Of a common routine the household's zone, else the partner's.
  [[nodiscard]] const Zone& zone_of(const Routine& routine) const;
  [[nodiscard]] const std::string& name(PersonIndex p) const;
  [[nodiscard]] const std::string& name(PartnerIndex p) const { return name(person(p)); }
  [[nodiscard]] const Engagement& engagement(PersonIndex p, std::size_t i) const {
    return times.engagement(p, i);
  }
  /// Whether it overlaps [now, H1) and the region that is looked at.
  [[nodiscard]] bool is_reported(Interval time) const {
    return time.overlaps(world.reported()) && (in.region == nullptr || in.region->overlaps(time));
  }
  /// The hull of what is_reported() lets through.
  [[nodiscard]] Interval looked_at() const;
  /// The engagements of work of a partner that overlap `time`.
  [[nodiscard]] std::vector<const Engagement*> work_over(PartnerIndex p, Interval time) const;
  /// "busy 15:00–16:30", "away", "at \"Budget review\" 15:00–16:30": what somebody does then.
  [[nodiscard]] std::string doing(const Engagement& e, const Zone& shown) const;
};

/// A finding being written: evidence brings its conditions and its stale sources into the explanation.
class Draft {
 public:
  Draft(const Scene& scene, std::string_view kind, std::string key, Interval time);

  Finding finding;

  Draft& concerns(PartnerIndex p);
  Draft& concerns_both();
  Draft& with(const Engagement& e);
  Draft& with(const HouseholdEvent& event);
  Draft& with(const Deadline& deadline);
  /// One sentence; what has to happen first is put before it.
  Finding told(std::string title, std::string explanation) &&;

 private:
  void note(std::size_t source);

  const Scene& scene_;
  std::vector<std::size_t> sources_;
  bool unconfirmed_ = false;
  std::array<bool, 2> travelling_{};  // by an out-of-office whose meaning is open
};

/// "Alex", "Alex and Sam"
std::string joined(const std::vector<std::string>& names);

/// A calendar that lays thousands of appointments on one hour says nothing more by all their pairs.
inline constexpr std::size_t most_double_booked = 10'000;

/// The finders, one file each.
std::vector<Finding> find_uncovered(const Scene& scene);
std::vector<Finding> find_both_away(const Scene& scene);
std::vector<Finding> find_travel_in_crunch(const Scene& scene);
std::vector<Finding> find_shared_event(const Scene& scene);
std::vector<Finding> find_protected_time(const Scene& scene);
std::vector<Finding> find_after_hours(const Scene& scene);
std::vector<Finding> find_double_booked(const Scene& scene);
std::vector<Finding> find_no_slot(const Scene& scene);
std::vector<Finding> find_crunch(const Scene& scene);
std::vector<Finding> find_joint_crunch(const Scene& scene);

}  // namespace evenkeel
