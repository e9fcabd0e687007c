// findings, rota, agenda, status: commands that look and change nothing that others see.
#include "app/main/look.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/status.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"

#include <fmt/format.h>

namespace evenkeel {
std::optional<Printed> begin_look(const Options& options, Look& look) {
  auto settings = load_configuration(options.config, look.zones);
  if (!settings) return usage_error(settings.error());
  look.settings = std::move(*settings);
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  look.now = *now;
  const auto zone = shown_zone(options, look.zones, look.settings->zone);
  if (!zone) return usage_error(zone.error());
  const auto viewer = viewer_of(options, *look.settings);
  if (!viewer) return usage_error(viewer.error());
  look.viewer = *viewer;
  look.listing = {.json = options.json, .zone = *zone};
  auto house = House::open(*look.settings, look.zones, *now, Access::look, PasswordCommands::allowed);
  if (!house) return nothing_done(house.error());
  look.house = std::move(*house);
  return std::nullopt;
}

std::string complaints(const CycleReport& report, const std::vector<Warning>& warnings) {
  std::string err;
  for (const Warning& w : warnings) err += printable(fmt::format("evenkeel: {}: {}", w.about, w.text)) + "\n";
  for (const Warning& w : report.warnings) {
    err += printable(fmt::format("evenkeel: warning: {}: {}", w.about, w.text)) + "\n";
  }
  for (const auto& [what, error] : report.failures) {
    err += printable(fmt::format("evenkeel: {}: {}", what, error.text)) + "\n";
  }
  return err;
}

Printed nothing_done(const Error& error) {
  return {.out = {}, .err = printable("evenkeel: " + error.text) + "\n", .status = 4};
}

namespace {

Printed print(const Options& options, Look& look, const Outcome& outcome) {
  if (options.command == "rota") return list_rota(outcome, look.listing);
  if (options.command == "agenda") return print_agenda(outcome, options.routine, look.listing);
  if (options.command == "status") {
    const auto status = status_json(*look.settings, look.house->store(), &outcome, outcome.world.now);
    if (!status) return {.out = {}, .err = printable("evenkeel: " + status.error().text) + "\n", .status = 4};
    return {.out = options.json ? json_line(*status) : status_text(*status, *look.listing.zone),
            .err = {},
            .status = 0};
  }
  const auto from = date_or_instant(options.from, outcome.world.now);
  if (!from) return usage_error(from.error().within("--from"));
  const auto to = date_or_instant(options.to, outcome.world.range.end);
  if (!to) return usage_error(to.error().within("--to"));
  const auto placed = [&](const DateOrInstant& t) {
    return std::holds_alternative<Date>(t) ? look.listing.zone->midnight(std::get<Date>(t))
                                           : std::get<Instant>(t);
  };
  const Interval within{placed(*from), placed(*to)};
  if (within.end < within.start) {
    return usage_error(
        {ErrorKind::refused, "--to is before --from: an end later than the beginning is expected"});
  }
  return list_findings(outcome, within, look.listing);
}

}  // namespace

Printed run_look(const Options& options) {
  Look look;
  if (auto failed = begin_look(options, look)) return *failed;
  CycleReport report;
  const Parts parts = look.house->parts();
  // `status` tells of what is stored and asks nobody.
  if (options.command != "status") pull_sources(parts, CycleOptions::Pull::needed, report);
  const auto outcome = evenkeel::look(parts, look.viewer, report);
  const std::string err = complaints(report, look.house->take_warnings());
  if (!outcome)
    return {.out = {}, .err = err + printable("evenkeel: " + outcome.error().text) + "\n", .status = 4};
  Printed printed = print(options, look, **outcome);
  printed.err = err + printed.err;
  if (printed.status == 0 && !report.failures.empty()) printed.status = 3;
  return printed;
}

}  // namespace evenkeel
