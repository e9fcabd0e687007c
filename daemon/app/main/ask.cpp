// sync, support, pause, forget, accept-deletions: asked of a running service, else done by this process as
// the one writer.
#include "app/main/ask.hpp"

#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"
#include "app/main/operators.hpp"
#include "app/main/session.hpp"
#include "app/main/whose.hpp"
#include "app/service/requests.hpp"
#include "io/settings/places.hpp"
#include "io/system/control.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace evenkeel {
namespace {

constexpr std::chrono::minutes patience{15};  // a cycle over slow servers

nlohmann::json request_of(const Options& options) {
  return {{"command", options.command}, {"json", options.json},       {"pull_only", options.pull_only},
          {"dry_run", options.dry_run}, {"partner", options.partner}, {"from", options.from},
          {"to", options.to},           {"resume", options.resume},   {"source", options.source}};
}

Printed failed(const std::string& text) {
  return {.out = {}, .err = printable("evenkeel: " + text) + "\n", .status = 4};
}

void say_that_it_waits() {
  std::fputs("evenkeel: the service is in the middle of a cycle; waiting for its answer\n", stderr);
}

/// What a running service answers; nothing where none runs, or the one that does is another household's.
std::optional<Printed> ask_service(nlohmann::json request, const Settings& settings) {
  const std::string path = control_path(service_instance(settings.file).value_or(""));
  sign_request(request, settings);
  const auto answer = ask(path, request, patience, say_that_it_waits);
  if (!answer) {
    if (answer.error().kind == ErrorKind::unsupported) return std::nullopt;
    return failed(answer.error().text);
  }
  if (answer->contains("other household")) return std::nullopt;
  if (auto printed = printed_of(*answer)) return printed;
  return failed("the service's answer is not understood: are evenkeel and evenkeeld of one version?");
}

Printed do_it_here(const nlohmann::json& request, const Settings& settings, Zones& zones,
                   std::optional<Instant> now) {
  auto house = House::open(settings, zones, now, Access::write, PasswordCommands::allowed);
  if (!house) {
    const bool held = now && house.error().kind == ErrorKind::refused;
    return failed(house.error().text +
                  (held ? "; a running service has its own clock and is not asked by --now" : ""));
  }
  std::optional<CycleReport> report;
  const Instant started = (*house)->clock().now();
  Printed printed = perform_request(request, (*house)->parts(), report);
  if (report) add_metrics_failure(write_metrics((*house)->parts(), *report, started), printed);
  for (const Warning& w : (*house)->take_warnings()) {
    printed.err = printable(fmt::format("evenkeel: {}: {}", w.about, w.text)) + "\n" + printed.err;
  }
  return printed;
}

}  // namespace

Printed ask_or_do(const nlohmann::json& request, const Settings& settings, Zones& zones,
                  std::optional<Instant> now) {
  if (!now) {  // a service lives by its own clock
    if (auto answered = ask_service(request, settings)) return *answered;
  }
  return do_it_here(request, settings, zones, now);
}

Printed run_request(const Options& options) {
  Zones zones = system_zones();
  const auto settings = load_configuration(options.config, zones);
  if (!settings) return usage_error(settings.error());
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  return ask_or_do(request_of(options), **settings, zones, *now);
}

Printed run_sync(const Options& options) {
  return run_request(options);
}

}  // namespace evenkeel
