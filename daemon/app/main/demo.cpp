// `evenkeel demo DIR`: lays out the example household around today, runs a cycle on it, says what it found.
#include "app/commands/demo_household.hpp"
#include "app/commands/demo_story.hpp"
#include "app/commands/status.hpp"
#include "app/commands/sync.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"
#include "app/main/files.hpp"
#include "app/main/session.hpp"
#include "io/system/system_clock.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenkeel {
namespace {

namespace fs = std::filesystem;

Printed failed(const std::string& text, int status) {
  return {.out = {}, .err = printable("evenkeel: " + text) + "\n", .status = status};
}

/// A directory that is somebody's is not written into; an earlier demonstration is taken away first.
Expected<void> make_room(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory, error)) return {};
  if (fs::is_directory(directory, error) && fs::is_empty(directory, error)) return {};
  if (!fs::exists(directory / ".evenkeel-demo", error)) {
    return fail(ErrorKind::refused,
                fmt::format("{} is not empty and no earlier demonstration", directory.string()));
  }
  for (const char* part : {"calendars", "state", "evenkeel.toml", ".evenkeel-demo"})
    fs::remove_all(directory / part, error);
  return {};
}

Expected<void> lay_out(const fs::path& directory, Date today) {
  if (const auto room = make_room(directory); !room) return room;
  if (const auto marked = write_file((directory / ".evenkeel-demo").string(), ""); !marked) return marked;
  for (const auto& [path, text] : demo_household(today)) {
    if (const auto written = write_file((directory / path).string(), text); !written) return written;
  }
  std::error_code error;
  fs::create_directories(directory / "calendars/shared", error);
  if (error) return fail(ErrorKind::permanent, error.message());
  return {};
}

Printed run_on(const fs::path& directory, const std::string& called, Zones& zones, Instant now) {
  const auto settings = load_configuration((directory / "evenkeel.toml").string(), zones);
  if (!settings) return usage_error(settings.error());
  const auto house = House::open(**settings, zones, now, Access::write, PasswordCommands::refused);
  if (!house) return failed(house.error().text, 4);
  const Parts parts = (*house)->parts();
  const CycleReport report = run_cycle(parts, {});
  static_cast<void>(parts.store.save_fact("last-cycle", cycle_fact(report, now)));
  if (!report.outcome || report.exit_status() != 0) return sync_report(report, false, false);
  CycleReport ignored;
  std::array<std::unique_ptr<Outcome>, 2> seen;
  for (const PartnerIndex p : both_partners) {
    auto outcome = look(parts, Viewer{p}, ignored);
    if (!outcome) return failed(outcome.error().text, 4);
    seen[index(p)] = std::move(*outcome);
  }
  return {.out = demo_story(*report.outcome, {seen[0].get(), seen[1].get()}, called), .err = {}, .status = 0};
}

}  // namespace

Printed run_demo(const Options& options) {
  Zones zones = system_zones();
  const auto fixed = fixed_now(options.now);
  if (!fixed) return usage_error(fixed.error());
  const Instant now = make_clock(*fixed)->now();
  const Zone* zone = zones.named("Europe/London");
  if (zone == nullptr) return failed("there is no zone data; install tzdata", 4);
  std::error_code error;
  const fs::path directory = fs::absolute(options.directory, error).lexically_normal();
  if (const auto done = lay_out(directory, zone->date_of(now)); !done) return failed(done.error().text, 4);
  return run_on(directory, fs::path(options.directory).lexically_normal().string(), zones, now);
}

}  // namespace evenkeel
