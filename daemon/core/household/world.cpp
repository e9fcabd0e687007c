#include "core/household/world.hpp"

#include "core/household/building.hpp"
#include "core/household/rules.hpp"

#include <algorithm>
#include <iterator>

namespace evenkeel {

namespace {

/// Bodies of all-day occurrences matter as far as a week at the edge of the range reaches.
constexpr Days margin{15};

}  // namespace

Interval analysis_range(const Settings& settings, Instant now) {
  const Date today = settings.zone->date_of(now);
  return days_interval({today - settings.history, today + settings.horizon}, *settings.zone);
}

World build_world(const Settings& settings, const Snapshot& snapshot, Zones& zones, Instant now,
                  Viewer viewer, const OwnEvents& own) {
  World world;
  world.settings = &settings;
  world.snapshot = &snapshot;
  world.now = now;
  world.viewer = viewer;
  world.today = settings.zone->date_of(now);
  world.range = analysis_range(settings, now);
  const DateSpan held{world.today - settings.history - margin, world.today + settings.horizon + margin};
  for (const PartnerIndex p : both_partners) {
    world.work_days[index(p)] = std::make_shared<const WorkDays>(settings.partners[index(p)], held);
  }
  const RuleMatcher matcher(settings);
  world.warnings = matcher.warnings();
  Reading reading(world, zones, own, matcher);
  const auto household = read_household(world, reading);
  judge_pauses(world);
  match_dates(world, reading);
  world.support = snapshot.support;
  read_engagements(world, reading, household);
  read_deadlines(world, reading);
  return world;
}

}  // namespace evenkeel
