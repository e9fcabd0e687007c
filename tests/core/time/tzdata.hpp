// The system's tzdata for tests, and short ways to write times.
#pragma once

#include "core/time/zones.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::test {

inline std::optional<std::string> tzdata(std::string_view name) {
  const std::string path = "/usr/share/zoneinfo/" + std::string(name);
  if (!std::filesystem::is_regular_file(path)) return std::nullopt;  // "Europe" is a directory
  std::ifstream file(path, std::ios::binary);
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

inline Date date(int y, unsigned m, unsigned d) {
  return Date{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}
inline LocalTime local(int y, unsigned m, unsigned d, int h = 0, int min = 0, int s = 0) {
  return LocalTime{date(y, m, d)} + Hours{h} + Minutes{min} + Seconds{s};
}
inline Instant utc(int y, unsigned m, unsigned d, int h = 0, int min = 0, int s = 0) {
  return Instant{local(y, m, d, h, min, s).time_since_epoch()};
}

}  // namespace evenkeel::test
