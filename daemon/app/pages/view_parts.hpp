// What the parts of a view are made from. Used by planner_view() only.
#pragma once

#include "app/pages/view.hpp"
#include "core/household/disclosure.hpp"
#include "core/household/occupied.hpp"
#include "core/plans/wording.hpp"

#include <optional>

namespace evenkeel {

/// A world, how its texts may be read, and its time in the first pass.
struct WorldView {
  explicit WorldView(const World& w)
      : world(w), policy(*w.settings, *w.snapshot, w.viewer), times(w, Pass::confirmed) {}
  const World& world;
  DisclosurePolicy policy;
  PassTimes times;
};

struct ViewScene {
  explicit ViewScene(const PlannerInput& i) : in(i), near(i.world) {
    if (i.beyond != nullptr) far.emplace(*i.beyond);
  }
  const PlannerInput& in;
  WorldView near;
  std::optional<WorldView> far;

  [[nodiscard]] const Settings& settings() const { return *in.world.settings; }
  [[nodiscard]] const Zone& home() const { return *settings().zone; }  // the household's
  [[nodiscard]] Instant horizon() const { return in.world.range.end; }
  /// Calls `take(WorldView)`, first for what lies before the horizon, then for what comes after it: then
  /// only what begins at or after horizon() counts.
  template <typename Take>
  void both(Take take) const {
    take(near, Instant::min());
    if (far) take(*far, horizon());
  }
};

/// The local dates of an occurrence: its own, or those in `zone` on which it has time.
[[nodiscard]] DateSpan dates_of(const Occurrence& occurrence, const Zone& zone);
/// Whether the audience may know of what kind it is: leave, a day at home, focus.
[[nodiscard]] bool shows_kind(const DisclosurePolicy& policy, const Engagement& e);

[[nodiscard]] std::vector<PlannerWeek> view_weeks(const ViewScene& scene, DateSpan dates);
[[nodiscard]] std::vector<PlannerStay> view_stays(const ViewScene& scene, DateSpan dates);
[[nodiscard]] std::vector<PlannerDeadline> view_deadlines(const ViewScene& scene, DateSpan dates);
[[nodiscard]] std::vector<PlannerDay> view_days(const ViewScene& scene, DateSpan dates);
[[nodiscard]] std::vector<PlannerCareer> view_careers(const Settings& settings, DateSpan dates);
[[nodiscard]] std::vector<PlannerCheckIn> view_check_ins(const ViewScene& scene);
/// Fills findings and the bands that belong to them.
void view_findings(const ViewScene& scene, PlannerView& view);
/// Fills rota and balance for view.rota_dates.
void view_rota(const ViewScene& scene, PlannerView& view);
/// Fills hours and free slots for view.rota_dates; the rota and check-ins stand in the view.
void view_hours(const ViewScene& scene, PlannerView& view);

}  // namespace evenkeel
