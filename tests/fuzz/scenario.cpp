// Scenarios of `what-if`: read, laid over a small household, and looked at.
#include "io/settings/scenario.hpp"

#include "core/household/home.hpp"
#include "fuzz/claim.hpp"

#include <algorithm>

namespace {

using namespace evenkeel;
using fuzz::claim;

/// Zones are read once for all inputs; those that no input can name twice do not pile up.
test::Home& empty_home() {
  static test::Home home;
  return home;
}

struct Laid {
  Settings settings;
  Snapshot snapshot;
  std::vector<Warning> wrong;
};

Laid lay_over(const Scenario& scenario) {
  test::Home& home = empty_home();
  Laid laid{home.settings, home.snapshot, {}};
  laid.wrong = lay(scenario, laid.settings, laid.snapshot, home.zones, home.now);
  return laid;
}

void check(const World& world) {
  for (const auto& engagements : world.engagements) {
    claim(engagements.size() <= 60'000);
    for (const Engagement& e : engagements) claim(e.occurrence.time.start <= e.occurrence.time.end);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  test::Home& home = empty_home();
  static const bool furnished = [&] {
    home.timed("alex/work", "Jour fixe", 23, 9, 10).rrules = {"FREQ=WEEKLY"};
    home.timed("sam/work", "Client call", 24, 15, 16);
    home.all_day("household/school", "Closed", test::date(2026, 12, 4), test::date(2026, 12, 5));
    home.todo("sam/work", "Report", test::civil(2026, 11, 30, 17));
    return true;
  }();
  claim(furnished);
  const LoadedScenario loaded = load_scenario_text(text, "s.toml", "/conf", home.settings, home.zones);
  const auto fatal = [](const SettingsProblem& p) { return !p.warning; };
  claim(loaded.ok == std::ranges::none_of(loaded.problems, fatal));
  if (!loaded.ok) return 0;
  for (const ScenarioFile& file : loaded.files) claim(file.step < loaded.scenario.steps.size());
  const Laid laid = lay_over(loaded.scenario);
  claim(laid.wrong.size() <= loaded.scenario.steps.size());
  check(build_world(laid.settings, laid.snapshot, home.zones, home.now, home.viewer, home.own));
  return 0;
}
