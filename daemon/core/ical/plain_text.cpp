#include "core/ical/plain_text.hpp"

#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"

#include <algorithm>
#include <string_view>

namespace evenkeel::ical {

std::string plain_text(const std::string& text) {
  std::string result;
  std::string line;
  const auto end_line = [&] {
    result += without_control_characters(valid_utf8(line));
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' && text[i] != '\n') {
      line += text[i];
      continue;
    }
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    end_line();
    result += '\n';
  }
  end_line();
  return result;
}

std::string parameter_text(const std::string& text) {
  std::string result = plain_text(text);
  std::replace(result.begin(), result.end(), '\n', ' ');
  std::replace(result.begin(), result.end(), '"', '\'');
  return result;
}

std::string address_text(const std::string& text) {
  std::string result = plain_text(text);
  std::erase_if(result,
                [](char c) { return std::string_view(" \t\n\"<>").find(c) != std::string_view::npos; });
  return result;
}

}  // namespace evenkeel::ical
