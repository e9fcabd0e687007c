// what-if and check: the household before and after a change that is only thought of.
#include "app/commands/what_if.hpp"

#include "app/commands/terminal.hpp"
#include "app/cycle/overlay.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/commands.hpp"
#include "app/main/look.hpp"
#include "app/main/scenario_file.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

/// Looks at the household, lays the scenario over it, looks again and says the difference.
Printed compare(const Scenario& scenario, Look& look, std::string err) {
  CycleReport report;
  const Parts parts = look.house->parts();
  pull_sources(parts, CycleOptions::Pull::needed, report);
  auto snapshot = snapshot_of(*look.settings, parts.store, parts.clock.now());
  if (!snapshot) return nothing_done(snapshot.error());
  const auto before = look_at(parts, look.viewer, *look.settings, *snapshot);
  if (!before) return nothing_done(before.error());
  Settings settings = *look.settings;
  const auto wrong = lay(scenario, settings, *snapshot, look.zones, parts.clock.now());
  for (const Warning& w : wrong) err += printable(w.about + ": " + w.text) + "\n";
  if (!wrong.empty()) return {.out = {}, .err = std::move(err), .status = 2};
  const auto after = look_at(parts, look.viewer, settings, std::move(*snapshot));
  if (!after) return nothing_done(after.error());
  report.warnings = (*before)->warnings;
  Printed printed = compare_outcomes(scenario.title, **before, **after, look.listing);
  printed.err = std::move(err) + complaints(report, look.house->take_warnings());
  if (printed.status == 0 && !report.failures.empty()) printed.status = 3;
  return printed;
}

const Partner* partner_of(const Settings& settings, const std::string& id) {
  const auto found =
      std::ranges::find_if(settings.partners, [&](const Partner& p) { return p.id.str() == id; });
  return found == settings.partners.end() ? nullptr : &*found;
}

}  // namespace

Printed run_what_if(const Options& options) {
  Look look;
  if (auto failed = begin_look(options, look)) return *failed;
  ReadScenario read = read_scenario(options.file, look);
  if (!read.ok) return {.out = {}, .err = std::move(read.err), .status = 2};
  return compare(read.scenario, look, std::move(read.err));
}

Printed run_check(const Options& options) {
  Look look;
  if (auto failed = begin_look(options, look)) return *failed;
  const Partner* partner = partner_of(*look.settings, options.partner);
  if (partner == nullptr) {
    return usage_error({ErrorKind::refused, fmt::format("--partner {}: {} or {} is expected", options.partner,
                                                        look.settings->partners[0].id.str(),
                                                        look.settings->partners[1].id.str())});
  }
  auto read = read_objects(options.file, look);
  if (!read) return nothing_done(read.error());
  if (read->objects.empty()) {
    return nothing_done({ErrorKind::invalid_data, options.file + ": no event stands in it"});
  }
  Scenario scenario;
  scenario.title = fmt::format("If {} accepts {}", partner->name, options.file);
  scenario.steps.push_back(
      {options.file, AcceptInvitation{.partner = partner->id, .objects = std::move(read->objects)}});
  return compare(scenario, look, std::move(read->err));
}

}  // namespace evenkeel
