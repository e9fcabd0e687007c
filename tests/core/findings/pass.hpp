// One pass or both over a test household, with a rota that gives each window to the first who is able.
#pragma once

#include "core/findings/analysis.hpp"
#include "core/findings/coverage.hpp"
#include "core/findings/suggest.hpp"
#include "core/household/home.hpp"

#include <memory>

namespace evenkeel::test {

struct Run {
  Run(const World& w, std::vector<Slot> published_slots = {}, std::vector<MissingSlot> missing_slots = {})
      : world(w),
        slots(std::move(published_slots)),
        missing(std::move(missing_slots)),
        first_times(world, Pass::confirmed),
        second_times(world, Pass::all) {
    windows = coverage_windows(world, world.reported());
    for (const CoverageWindow& window : windows) {
      auto& holder = holders.emplace_back();
      for (const PersonIndex p : people_of(*world.settings, world.settings->coverages[window.coverage])) {
        if (!holder && able(world, first_times, window, p)) holder = p;
      }
    }
  }

  [[nodiscard]] PassInput input(Pass pass) const {
    const PassTimes& times = pass == Pass::confirmed ? first_times : second_times;
    return {.world = world,
            .times = times,
            .crunches = {remaining_crunches(world, times, PartnerIndex::first),
                         remaining_crunches(world, times, PartnerIndex::second)},
            .windows = windows,
            .holders = holders,
            .published = slots,
            .missing = pass == Pass::confirmed ? std::span<const MissingSlot>(missing)
                                               : std::span<const MissingSlot>()};
  }
  [[nodiscard]] std::vector<Finding> findings() const {
    return merge_passes(world, findings_of_pass(input(Pass::confirmed)), findings_of_pass(input(Pass::all)));
  }

  const World& world;
  std::vector<Slot> slots;
  std::vector<MissingSlot> missing;
  PassTimes first_times, second_times;
  std::vector<CoverageWindow> windows;
  std::vector<std::optional<PersonIndex>> holders;
};

inline std::vector<Finding> findings_of(Home& home) {
  const World world = home.world();
  return Run(world).findings();
}

inline std::vector<std::string> keys(const std::vector<Finding>& findings) {
  std::vector<std::string> result;
  for (const Finding& f : findings) result.push_back(f.key);
  std::ranges::sort(result);
  return result;
}

/// A pick-up on weekdays, 15:00-16:00, by both partners.
inline Coverage& pick_up(Home& home) {
  Coverage& c = home.settings.coverages.emplace_back();
  c.id = "pick-up";
  c.title = "School pick-up";
  c.time = {{Hours(15), Hours(16)}};
  c.rrule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR";
  c.start = date(2024, 1, 1);
  c.who = {PersonId("alex"), PersonId("sam")};
  home.settings.horizon = Days(7);
  return c;
}

}  // namespace evenkeel::test
