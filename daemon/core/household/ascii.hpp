// Words that this program spells itself are ASCII; their case is folded without a locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace evenkeel::ascii {

constexpr std::string_view blanks = " \t\r\n";

inline std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace evenkeel::ascii
