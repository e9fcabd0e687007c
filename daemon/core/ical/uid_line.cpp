#include "core/ical/uid_line.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/repair/backslash.hpp"
#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"

namespace evenkeel::ical {

namespace {

// TEXT (RFC 5545 3.3.11).
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
      continue;
    }
    ++i;
    if (text[i] == 'n' || text[i] == 'N') {
      result += '\n';
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

std::string uid_in(Lines lines) {
  std::size_t depth = 0;
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (!content) continue;
    if (content->is("BEGIN")) ++depth;
    if (content->is("END") && depth > 0) --depth;
    if (depth != 1 || !content->is("UID")) continue;
    const std::string_view value = trimmed(content->value);
    if (value.empty()) continue;
    return unescaped(with_stray_backslashes_escaped(without_control_characters(valid_utf8(value))));
  }
  return {};
}

}  // namespace evenkeel::ical
