// Warnings, but not without end: strangers decide how many there are.
#pragma once

#include "core/words/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

class WarningList {
 public:
  void add(std::string_view about, std::string text);
  /// All of them; the last one says how many more there were.
  [[nodiscard]] std::vector<Warning> take() &&;

 private:
  std::vector<Warning> warnings_;
  std::size_t more_ = 0;
};

[[nodiscard]] std::string at_line(std::size_t number);  // "line 12"

}  // namespace evenkeel::ical
