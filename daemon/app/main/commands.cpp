#include "app/main/commands.hpp"

#include "app/commands/expand.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/files.hpp"
#include "app/main/reader.hpp"
#include "app/main/session.hpp"
#include "io/system/system_clock.hpp"

#include <algorithm>
#include <map>

namespace evenkeel {

namespace {

Instant instant_of(const DateOrInstant& t, const Zone& zone) {
  return std::holds_alternative<Date>(t) ? zone.midnight(std::get<Date>(t)) : std::get<Instant>(t);
}

}  // namespace

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
  if (!options.to.empty() && instant_of(*to, **zone) < instant_of(*from, **zone)) {
    return usage_error({ErrorKind::invalid_data, "--to lies before --from"});
  }
  if (std::ranges::count(options.files, "-") > 1) {
    return usage_error({ErrorKind::invalid_data, "- is given twice: standard input can be read once"});
  }
  std::vector<Warning> warnings;
  const auto reader = start_reader(warnings);
  if (!reader) return {.out = {}, .err = "evenkeel: " + printable(reader.error().text) + "\n", .status = 4};
  return expand_files(read_inputs(options.files),
                      {.from = *from, .to = *to, .zone = *zone, .todos = options.todos, .json = options.json},
                      zones, **reader);
}

}  // namespace evenkeel
