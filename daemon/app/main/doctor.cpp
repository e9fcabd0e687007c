// doctor: asks every source and sink, and says what it found.
#include "app/commands/doctor.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"
#include "app/main/session.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

Printed could_not(const Error& error) {
  return {.out = {}, .err = printable("evenkeel: " + error.text) + "\n", .status = 4};
}

}  // namespace

Printed run_doctor(const Options& options) {
  Zones zones = system_zones();
  const auto settings = load_configuration(options.config, zones);
  if (!settings) return usage_error(settings.error());
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
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
  for (const SourceSurvey& source : examination.sources) {
    const auto status = parts.store.status(source.name);
    if (!status) return could_not(status.error());
    examination.statuses.push_back(*status);
  }
  const auto outcome = look(parts, {}, report);
  if (outcome) examination.outcome = outcome->get();
  const auto found = doctor_json(examination);
  return {.out = options.json ? json_line(found) : doctor_text(found),
          .err = outcome ? "" : printable("evenkeel: " + outcome.error().text) + "\n",
          .status = doctor_status(examination)};
}

}  // namespace evenkeel
