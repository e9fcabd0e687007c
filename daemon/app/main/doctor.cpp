// doctor: asks every source and sink, and says what it found.
#include "app/commands/doctor.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"
#include "app/main/look.hpp"
#include "app/main/session.hpp"
#include "io/settings/file_worries.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

Printed could_not(const Error& error) {
  return {.out = {}, .err = printable("evenkeel: " + error.text) + "\n", .status = 4};
}

/// What a source does not say itself.
std::vector<std::pair<std::string, Error>> not_surveyed(std::vector<std::pair<std::string, Error>> failures,
                                                        const Examination& examination) {
  std::erase_if(failures, [&](const auto& failure) {
    return std::ranges::any_of(examination.sources, [&](const SourceSurvey& source) {
      return source.name.str() == failure.first && !source.found.reachable;
    });
  });
  return failures;
}

}  // namespace

Printed run_doctor(const Options& options) {
  Zones zones = system_zones();
  const auto settings = load_configuration(options.config, zones);
  if (!settings) return usage_error(settings.error());
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  const auto zone = shown_zone(options, zones, (*settings)->zone);
  if (!zone) return usage_error(zone.error());
  const auto house = House::open(**settings, zones, *now, Access::look, PasswordCommands::allowed);
  if (!house) return could_not(house.error());

  const Parts parts = (*house)->parts();
  CycleReport report;
  pull_sources(parts, CycleOptions::Pull::needed, report);
  Examination examination;
  examination.settings = settings->get();
  examination.now = parts.clock.now();
  examination.sources = survey_sources(parts);
  examination.sinks = survey_sinks(parts, examination.sources);
  examination.channels = survey_channels(parts);
  examination.instance_key = survey_instance_key(parts);
  for (const SourceSurvey& source : examination.sources) {
    const auto status = parts.store.status(source.name);
    if (!status) return could_not(status.error());
    examination.statuses.push_back(*status);
  }
  const auto outcome = look(parts, {}, report);
  if (outcome) examination.outcome = outcome->get();
  if (!outcome) report.failures.emplace_back("state", outcome.error());
  for (const SettingsProblem& problem : worries_about_file((*settings)->file, **settings)) {
    report.warnings.push_back({problem.file, problem.text});
  }
  const auto found = doctor_json(examination);
  report.failures = not_surveyed(std::move(report.failures), examination);
  return {.out = options.json ? json_line(found) : doctor_text(found, **zone),
          .err = complaints(report, (*house)->take_warnings()),
          .status = report.failures.empty() ? doctor_status(examination) : 3};
}

}  // namespace evenkeel
