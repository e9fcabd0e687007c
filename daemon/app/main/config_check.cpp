// config check: what can't be read, what contradicts itself, and what says nothing of anything ahead.
#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/commands.hpp"
#include "app/main/files.hpp"
#include "app/main/session.hpp"
#include "core/findings/coverage.hpp"
#include "core/household/idle_rules.hpp"
#include "io/settings/file_worries.hpp"
#include "io/settings/places.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <sstream>

namespace evenkeel {
namespace {

/// The line on which the table of this header and number (from 0) begins; 0 where the file spells it another
/// way.
int line_of_table(const std::string& text, std::string_view header, std::size_t number) {
  int line = 0;
  std::istringstream lines(text);
  for (std::string each; std::getline(lines, each);) {
    ++line;
    const std::size_t first = each.find_first_not_of(" \t");
    if (first == std::string::npos || each.compare(first, header.size(), header) != 0) continue;
    if (number-- == 0) return line;
  }
  return 0;
}

/// What may be a slip, collected with its place.
class Slips {
 public:
  explicit Slips(const Settings& settings) : file_(settings.file), text_(read_file(settings.file)) {}

  void add(const std::string& table, std::size_t number, std::string_view what) {
    const int line = text_ ? line_of_table(*text_, "[[" + table + "]]", number) : 0;
    add_at(line, fmt::format("{}: number {} {}", table, number + 1, what));
  }
  /// Of a table that stands once.
  void add(const std::string& table, std::string_view what) {
    add_at(text_ ? line_of_table(*text_, "[" + table + "]", 0) : 0, fmt::format("{}: {}", table, what));
  }
  std::vector<SettingsProblem> problems;

 private:
  void add_at(int line, std::string text) {
    problems.push_back(
        {.file = file_, .line = line, .column = line > 0 ? 1 : 0, .text = std::move(text), .warning = true});
  }

  std::string file_;
  Expected<std::string> text_;
};

/// Whether the household's calendar of this name was read.
bool is_known(const Snapshot& snapshot, const std::string& calendar) {
  return std::ranges::find(snapshot.sources, SourceName{"household", calendar}, &SourceSnapshot::name) !=
         snapshot.sources.end();
}

/// Coverages without a window ahead. One whose events were never read may have some.
void find_idle_coverages(const Settings& settings, const Snapshot& snapshot, Zones& zones, Instant now,
                         Slips& slips) {
  const World world = build_world(settings, snapshot, zones, now, Viewer{}, OwnEvents{});
  const std::vector<CoverageWindow> windows = coverage_windows(world, world.reported());
  for (std::size_t i = 0; i < settings.coverages.size(); ++i) {
    const bool known = std::ranges::all_of(settings.coverages[i].on, [&](const CalendarMatch& match) {
      return is_known(snapshot, match.calendar);
    });
    if (!known || std::ranges::find(windows, i, &CoverageWindow::coverage) != windows.end()) continue;
    slips.add("coverage", i, "has no window from now to the horizon");
  }
}

/// Why a file that is to be read cannot be; nothing is opened.
std::optional<std::string> trouble_with(const std::string& path) {
  struct stat found{};
  int reason = ::stat(path.c_str(), &found) != 0 ? errno : 0;
  if (reason == 0 && !S_ISREG(found.st_mode)) return path + ": no ordinary file";
  if (reason == 0 && ::access(path.c_str(), R_OK) != 0) reason = errno;
  if (reason == 0) return std::nullopt;
  return path + ": " + std::strerror(reason);
}

/// The files that a configuration names to be read as they are, and the one to be written. Whoever looks may
/// be somebody else than the service, so that these are no errors.
std::vector<SettingsProblem> missing_files(const Settings& settings) {
  Slips slips(settings);
  std::map<std::string, std::size_t> numbers;  // of the tables of each kind, as they follow in the file
  const auto look_at = [&](const std::string& table, const SourceSettings& source) {
    const std::size_t number = numbers[table]++;
    const auto trouble = source.ca_file.empty() ? std::nullopt : trouble_with(source.ca_file);
    if (trouble) slips.add(table, number, "names a ca_file, " + *trouble);
  };
  for (const SourceSettings& source : settings.household_calendars) look_at("household.calendar", source);
  for (const Partner& partner : settings.partners) {
    for (const SourceSettings& source : partner.calendars) look_at("partner.calendar", source);
  }
  for (const Helper& helper : settings.helpers) {
    for (const SourceSettings& source : helper.calendars) look_at("helper.calendar", source);
  }
  for (const SharedCalendar& shared : settings.shared) look_at("shared", shared.connection);
  if (settings.mail && !settings.mail->ca_file.empty()) {
    if (const auto trouble = trouble_with(settings.mail->ca_file)) slips.add("mail", "ca_file " + *trouble);
  }
  for (std::size_t i = 0; i < settings.routines.size(); ++i) {
    for (const AgendaSection& section : settings.routines[i].agenda) {
      const auto trouble = section.file.empty() ? std::nullopt : trouble_with(section.file);
      if (trouble) slips.add("routine", i, "names a file for its agenda, " + *trouble);
    }
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(settings.metrics_file, ignored))
    slips.add("metrics", "file " + settings.metrics_file + ": this is a directory");
  return std::move(slips.problems);
}

/// Judged by what is stored and by the calendars on this machine, which are read into a copy: a check changes
/// nothing and asks nobody.
std::vector<SettingsProblem> slips_of(const Settings& settings, Zones& zones, std::optional<Instant> now) {
  if (settings.rules.empty() && settings.coverages.empty()) return {};
  const auto house = House::open(settings, zones, now, Access::copy, PasswordCommands::refused);
  if (!house) return {};
  CycleReport report;
  const Parts parts = (*house)->parts();
  pull_sources(parts, CycleOptions::Pull::local, report);
  const Instant at = parts.clock.now();
  const auto snapshot = snapshot_of(settings, parts.store, at);
  if (!snapshot) return {};
  Slips slips(settings);
  if (!snapshot->sources.empty()) {
    for (const std::size_t rule : idle_rules(settings, *snapshot, zones, at)) {
      slips.add("rule", rule, "matches nothing from now to the horizon");
    }
  }
  find_idle_coverages(settings, *snapshot, zones, at, slips);
  return std::move(slips.problems);
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
    for (const auto& found : {missing_files(loaded.settings), slips_of(loaded.settings, zones, *now)})
      problems.insert(problems.end(), found.begin(), found.end());
  }
  const auto worries = worries_about_file(*path, loaded.settings);
  problems.insert(problems.end(), worries.begin(), worries.end());
  Printed printed;
  for (const SettingsProblem& problem : problems) printed.err += printable(problem.str()) + "\n";
  printed.status = loaded.ok ? 0 : 2;
  if (loaded.ok) printed.out = printable(*path) + ": valid\n";
  return printed;
}

}  // namespace evenkeel
