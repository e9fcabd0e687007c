#include "app/main/commands.hpp"

#include "app/commands/expand.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/files.hpp"
#include "app/main/reader.hpp"
#include "app/main/session.hpp"
#include "core/household/idle_rules.hpp"
#include "io/settings/places.hpp"
#include "io/store/store.hpp"
#include "io/system/system_clock.hpp"

#include <fmt/format.h>

#include <map>
#include <sstream>

namespace evenkeel {

Printed run_command(const Options& options) {
  using Command = Printed (*)(const Options&);
  static const std::map<std::string, Command, std::less<>> commands{
      {"expand", run_expand},  {"config check", run_config_check},
      {"findings", run_look},  {"rota", run_look},
      {"agenda", run_look},    {"status", run_look},
      {"check", run_check},    {"what-if", run_what_if},
      {"report", run_report},  {"planner", run_planner},
      {"sync", run_sync},      {"support", run_request},
      {"pause", run_request},  {"accept-deletions", run_request},
      {"forget", run_request}, {"auth", run_auth},
      {"doctor", run_doctor},  {"demo", run_demo},
  };
  return commands.at(options.command)(options);
}

Printed run_expand(const Options& options) {
  Zones zones = system_zones();
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  const auto zone = shown_zone(options, zones, &zones.utc());
  if (!zone) return usage_error(zone.error());
  const Date today = (*zone)->date_of(make_clock(*now)->now());
  const auto from = date_or_instant(options.from, today);
  if (!from) return usage_error(from.error().within("--from"));
  const auto to = date_or_instant(options.to, today + Days(26 * 7));
  if (!to) return usage_error(to.error().within("--to"));
  std::vector<Warning> warnings;
  const auto reader = start_reader(warnings);
  return expand_files(read_inputs(options.files),
                      {.from = *from, .to = *to, .zone = *zone, .todos = options.todos, .json = options.json},
                      zones, *reader);
}

namespace {

/// The line on which the rule of this number (from 0) begins; 0 where the file spells rules another way.
int line_of_rule(const std::string& text, std::size_t number) {
  int line = 0;
  std::istringstream lines(text);
  for (std::string each; std::getline(lines, each);) {
    ++line;
    const std::size_t first = each.find_first_not_of(" \t");
    if (first == std::string::npos || each.compare(first, 8, "[[rule]]") != 0) continue;
    if (number-- == 0) return line;
  }
  return 0;
}

/// Rules that match nothing of what is stored, if anything is: perhaps slips.
std::vector<SettingsProblem> idle_rule_warnings(const Settings& settings, Zones& zones, Instant now) {
  if (settings.rules.empty()) return {};
  const auto opened = open_store_read_only(settings.state, zones);
  if (!opened) return {};
  const auto snapshot = snapshot_of(settings, *opened->store, now);
  if (!snapshot || snapshot->sources.empty()) return {};
  const auto text = read_file(settings.file);
  std::vector<SettingsProblem> problems;
  for (const std::size_t rule : idle_rules(settings, *snapshot, zones, now)) {
    const int line = text ? line_of_rule(*text, rule) : 0;
    problems.push_back(
        {.file = settings.file,
         .line = line,
         .column = line > 0 ? 1 : 0,
         .text = fmt::format("rule: number {} matches nothing from now to the horizon", rule + 1),
         .warning = true});
  }
  return problems;
}

}  // namespace

Printed run_config_check(const Options& options) {
  Zones zones = system_zones();
  const auto path = find_configuration(options.config, process_environment());
  if (!path) return usage_error(path.error());
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  const LoadedSettings loaded = load_settings(*path, zones);
  std::vector<SettingsProblem> problems = loaded.problems;
  if (loaded.ok) {
    const auto idle = idle_rule_warnings(loaded.settings, zones, make_clock(*now)->now());
    problems.insert(problems.end(), idle.begin(), idle.end());
  }
  Printed printed;
  for (const SettingsProblem& problem : problems) printed.err += printable(problem.str()) + "\n";
  printed.status = loaded.ok ? 0 : 2;
  if (loaded.ok) printed.out = printable(*path) + ": valid\n";
  return printed;
}

}  // namespace evenkeel
