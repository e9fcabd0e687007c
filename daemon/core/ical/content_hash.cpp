#include "core/ical/content_hash.hpp"

#include "core/ical/content_line.hpp"
#include "core/words/digest.hpp"

#include <algorithm>
#include <array>

namespace evenkeel::ical {

namespace {

bool changes_by_itself(const ContentLine& line) {
  constexpr std::array<std::string_view, 4> names{"DTSTAMP", "LAST-MODIFIED", "CREATED", "PRODID"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return line.is(name); }) ||
         (line.name.size() >= 5 && equal_folded(line.name.substr(0, 5), "X-WR-"));
}

// A line as it is compared: its name in capitals, and in front of it how deep it stands.
std::string canonical(const ContentLine& line, std::string_view text, std::size_t depth) {
  std::string result = std::to_string(depth) + upper(line.name);
  result.append(text.substr(static_cast<std::size_t>(line.name.data() - text.data()) + line.name.size()));
  return result;
}

}  // namespace

std::string short_hash(std::string_view text) {
  return short_sha256(text, 16);
}

std::string content_hash(Lines lines) {
  std::vector<std::string> kept;
  std::size_t depth = 0;
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (!content || changes_by_itself(*content)) continue;
    if (content->is("BEGIN")) ++depth;
    kept.push_back(canonical(*content, line->text, depth));
    if (content->is("END") && depth > 0) --depth;
  }
  std::sort(kept.begin(), kept.end());
  std::string all;
  for (const auto& line : kept) all.append(line).append("\n");
  return short_hash(all);
}

std::string uid_of_content(const std::string& hash) {
  return hash + std::string(made_of_content);
}

}  // namespace evenkeel::ical
