// What every reader of a section is given: where problems go, and what references may name.
#pragma once

#include "core/household/settings.hpp"
#include "io/settings/load.hpp"
#include "io/settings/places.hpp"
#include "io/settings/value.hpp"

#include <set>
#include <string>
#include <vector>

namespace evenkeel {
class Zones;
}

namespace evenkeel::settings {

/// Sections are read in an order in which what can be named stands in `settings` before what names it.
class Reader {
 public:
  Reader(std::string file, std::string of_directory, Zones& known_zones, Environment of_process)
      : zones(known_zones),
        directory(std::move(of_directory)),
        environment(std::move(of_process)),
        file_(std::move(file)) {}

  /// A problem of the value that is being read now; the key in front is put there by Section.
  void error(Position at, const std::string& text) { add(at, text, false); }
  void warn(Position at, const std::string& text) { add(at, text, true); }
  /// By position.
  [[nodiscard]] std::vector<SettingsProblem> take_problems();
  [[nodiscard]] bool failed() const { return failed_; }

  Settings settings;
  Zones& zones;
  std::string directory;  // of the configuration file
  Environment environment;
  std::string where;            // the key that is being read: "partner.calendar.url"
  std::set<std::string> asked;  // whole names of the keys that readers looked for

 private:
  void add(Position at, const std::string& text, bool warning);

  std::string file_;
  std::vector<SettingsProblem> problems_;
  bool failed_ = false;
};

}  // namespace evenkeel::settings
