#include "core/publishing/former_text.hpp"

#include "core/publishing/same.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

std::string without_lines(std::string_view text, std::string_view beginning) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.starts_with(beginning)) result.append(line).append("\n");
  }
  return result;
}

}  // namespace

std::string without_former_text(PublicationKind kind, std::string_view description) {
  std::string text = plain_text(description);
  if (kind == PublicationKind::findings) {
    const std::size_t end = text.find(finding_ends);
    if (end != std::string::npos) text.erase(0, end + finding_ends.size());
  } else if (kind == PublicationKind::duties) {
    text = without_lines(text, duty_begins);
  }
  text.erase(0, std::min(text.find_first_not_of(" \n"), text.size()));
  return plain_text(text);
}

}  // namespace evenkeel
