// A test household as the planner shows it. Monday 23 November 2026, 08:00; working hours 09:00-17:00.
#pragma once

#include "app/pages/view.hpp"
#include "core/household/home.hpp"
#include "core/plans/analyse.hpp"

namespace evenkeel::test {

/// Looked at whole; `from` and `to` as the command has them by default.
struct Planned {
  explicit Planned(Home& home)
      : zone(*home.settings.zone), world(home.world()), analysis(analyse(world, home.snapshot.answers)) {}
  [[nodiscard]] PlannerView view() const {
    return planner_view({.world = world,
                         .analysis = analysis,
                         .beyond = nullptr,
                         .zone = zone,
                         .from = world.today,
                         .to = year_after(world.today)});
  }
  const Zone& zone;
  World world;
  Analysis analysis;
};

inline PlannerView planned(Home& home) {
  return Planned(home).view();
}

/// Pick-up on weekdays 15:00-16:00 from 23 November on.
inline Coverage& add_pick_up(Home& home) {
  Coverage& coverage = home.settings.coverages.emplace_back();
  coverage.id = "pick-up";
  coverage.title = "School pick-up";
  coverage.time = {{Hours(15), Hours(16)}};
  coverage.rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
  coverage.start = date(2026, 11, 23);
  coverage.who = {PersonId("alex"), PersonId("sam")};
  return coverage;
}

}  // namespace evenkeel::test
