#include "core/ical/content_line.hpp"

#include <algorithm>

namespace evenkeel::ical {

namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

// Where `wanted` stands outside of quotes. A quote opens only where a parameter's value begins (`CN=a"b` has
// none).
std::size_t find_unquoted(std::string_view text, char wanted) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (quoted || (i > 0 && (text[i - 1] == '=' || text[i - 1] == ','))) quoted = !quoted;
    } else if (c == wanted && !quoted) {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool equal_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper(x) == upper(y); });
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = upper(c);
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(0, 0);  // still a view of the same line
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool ContentLine::is(std::string_view other) const {
  return equal_folded(name, other);
}

std::string_view ContentLine::param(std::string_view wanted) const {
  std::string_view rest = params;
  while (!rest.empty()) {
    const std::size_t end = find_unquoted(rest, ';');
    const std::string_view one = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos || !equal_folded(trimmed(one.substr(0, equals)), wanted)) continue;
    std::string_view found = trimmed(one.substr(equals + 1));
    if (!found.empty() && found.front() == '"') found.remove_prefix(1);
    if (!found.empty() && found.back() == '"') found.remove_suffix(1);
    return trimmed(found);
  }
  return {};
}

std::optional<ContentLine> content_line(std::string_view line) {
  std::size_t colon = find_unquoted(line, ':');
  if (colon == std::string_view::npos) colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view head = line.substr(0, colon);
  const std::size_t semicolon = head.find(';');
  const auto params = semicolon == std::string_view::npos ? std::string_view{} : head.substr(semicolon + 1);
  return ContentLine{trimmed(head.substr(0, semicolon)), params, line.substr(colon + 1)};
}

ContentLine time_line(ContentLine line) {
  const std::size_t colon = line.value.rfind(':');
  if (colon == std::string_view::npos) return line;
  // The parameters and the value lie in one line: views of it may be joined.
  const char* const begin = line.params.empty() ? line.value.data() : line.params.data();
  const char* const end = line.value.data() + colon;
  line.params = {begin, static_cast<std::size_t>(end - begin)};
  line.value.remove_prefix(colon + 1);
  return line;
}

}  // namespace evenkeel::ical
