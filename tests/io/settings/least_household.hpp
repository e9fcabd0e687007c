// Texts of configurations, and what is said of them.
#pragma once

#include "core/time/zones.hpp"
#include "io/settings/load.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::test {

inline Zones& zones() {
  static Zones all([](std::string_view name) -> std::optional<std::string> {
    std::ifstream in("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
  });
  return all;
}

inline const std::string kPartners =
    "[[partner]]\n"
    "id = \"alex\"\n"
    "email = \"Alex@Example.org\"\n"
    "[[partner]]\n"
    "id = \"sam\"\n"
    "email = \"sam@example.net\"\n";

/// The least that is complete, on eight lines.
inline const std::string kLeast = "[household]\ntime_zone = \"Europe/London\"\n" + kPartners;

inline LoadedSettings load(const std::string& text) {
  return load_settings_text(text, "e.toml", "/conf", zones());
}

/// The least household and, from line 9 on, these lines.
inline LoadedSettings load_with(const std::string& more) {
  return load(kLeast + more);
}

/// What is said, as people see it.
inline std::vector<std::string> said(const LoadedSettings& loaded) {
  std::vector<std::string> lines;
  for (const SettingsProblem& problem : loaded.problems) lines.push_back(problem.str());
  return lines;
}

}  // namespace evenkeel::test
