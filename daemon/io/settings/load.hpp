// The configuration file (CONTRACT section 2) as settings, with every problem at once.
#pragma once

#include "core/household/settings.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

class Zones;

/// One thing that is wrong, or may be a slip (`warning`). Line and column count from 1; both are 0 when the
/// file itself could not be read. `text` says what, and what is expected.
struct SettingsProblem {
  std::string file;
  int line = 0;
  int column = 0;
  std::string text;
  bool warning = false;
  /// `file:line:column: text`, with "warning: " before the text of a warning.
  [[nodiscard]] std::string str() const;
  bool operator==(const SettingsProblem&) const = default;
};

struct LoadedSettings {
  Settings settings;                      // complete only when `ok`
  std::vector<SettingsProblem> problems;  // errors and warnings, by position
  bool ok = false;                        // no error among the problems
  std::set<std::string> keys;             // that readers looked for: "partner.calendar.url"
};

/// Reads and checks the configuration file `path`. Zones are resolved by `zones`, which must outlive the
/// settings. Nothing else is touched: secrets, calendars and other files are not opened.
[[nodiscard]] LoadedSettings load_settings(const std::string& path, Zones& zones);

/// The same of a text. `file_name` stands in problems and Settings::file; relative paths are relative to
/// `directory`.
[[nodiscard]] LoadedSettings load_settings_text(std::string_view text, const std::string& file_name,
                                                const std::string& directory, Zones& zones);

}  // namespace evenkeel
