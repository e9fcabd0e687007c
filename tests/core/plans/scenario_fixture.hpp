// What the tests of scenarios share: a household over which one change after the other is laid.
#pragma once

#include "core/household/home.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/plans/scenario.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {

class ScenarioTest : public testing::Test {
 protected:
  /// Lays one change; what is wrong, empty when nothing is.
  std::string lay(ScenarioChange change) {
    Scenario scenario;
    scenario.steps.push_back({"here", std::move(change)});
    const auto wrong = evenkeel::lay(scenario, home.settings, home.snapshot, home.zones, home.now);
    return wrong.empty() ? std::string() : wrong.front().text;
  }

  std::vector<Interval> times(PartnerIndex p = PartnerIndex::first) {
    const World world = home.world();
    std::vector<Interval> result;
    for (const Engagement& e : world.engagements[index(p)]) result.push_back(e.occurrence.time);
    return result;
  }

  std::vector<Instant> due() {
    const World world = home.world();
    std::vector<Instant> result;
    for (const Deadline& d : world.deadlines) result.push_back(d.due);
    return result;
  }

  static Component event(const std::string& uid, unsigned day, int from, int to) {
    Component c;
    c.uid = Uid(uid);
    c.dtstart = civil(2026, 11, day, from);
    c.dtend = civil(2026, 11, day, to);
    return c;
  }
  static CalendarObject object(std::vector<Component> components) {
    CalendarObject o;
    o.uid = components.front().uid;
    o.components = std::move(components);
    return o;
  }

  Home home;
  const PersonId alex{"alex"};
};

}  // namespace evenkeel::test
