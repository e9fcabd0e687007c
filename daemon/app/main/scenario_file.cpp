#include "app/main/scenario_file.hpp"

#include "app/commands/read_calendar.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/overlay.hpp"
#include "app/main/files.hpp"
#include "core/ical/charset.hpp"
#include "core/ical/method.hpp"
#include "io/settings/scenario.hpp"

#include <fmt/format.h>

namespace evenkeel {

Expected<ReadFile> read_objects(const std::string& path, Look& look) {
  auto text = read_file(path);
  if (!text) return std::unexpected(text.error().within(path));
  if (auto decoded = ical::as_utf8(*text)) text = std::move(*decoded);
  const bool called_off = ical::calls_off(*text);
  const Parts parts = look.house->parts();
  ical::ReadOptions options = invitation_options(*look.settings);
  options.answers = called_off;  // what is off needs no time (RFC 5546 3.2.5)
  auto read = read_calendar(parts.reader, std::move(*text), options);
  if (!read) return std::unexpected(read.error().within(path));
  ReadFile file;
  const auto say = [&](const Warning& w) {
    file.err += printable(fmt::format("evenkeel: {}: {}: {}", path, w.about, w.text)) + "\n";
  };
  for (const Warning& warning : read->warnings) say(warning);
  for (const CalendarObject& object : read->objects) {
    for (const Warning& warning : object.warnings) say(warning);
  }
  file.objects = std::move(read->objects);
  if (called_off) {
    for (CalendarObject& object : file.objects) {
      for (Component& c : object.components) c.status = Status::cancelled;
    }
  }
  return file;
}

ReadScenario read_scenario(const std::string& path, Look& look) {
  LoadedScenario loaded = load_scenario(path, *look.settings, look.zones);
  ReadScenario result;
  for (const SettingsProblem& problem : loaded.problems) result.err += printable(problem.str()) + "\n";
  if (!loaded.ok) return result;
  for (const ScenarioFile& file : loaded.files) {
    ScenarioStep& step = loaded.scenario.steps[file.step];
    auto read = read_objects(file.path, look);
    if (!read) {
      result.err = usage_error(read.error().within(step.place)).err;
      return result;
    }
    result.err += read->err;
    std::get<AddObjects>(step.change).objects = std::move(read->objects);
  }
  result.scenario = std::move(loaded.scenario);
  result.ok = true;
  return result;
}

}  // namespace evenkeel
