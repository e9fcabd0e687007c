#include "core/ical/repair/backslash.hpp"

namespace evenkeel::ical {

std::string with_stray_backslashes_escaped(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return std::string(text);
  std::string result;
  result.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '\\') continue;
    const bool escapes =
        i + 1 < text.size() && std::string_view("\\;,nN").find(text[i + 1]) != std::string_view::npos;
    result += escapes ? text[++i] : '\\';
  }
  return result;
}

std::vector<std::string_view> text_list(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == ',') {
      parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace evenkeel::ical
