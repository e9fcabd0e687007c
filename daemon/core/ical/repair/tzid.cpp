#include "core/ical/repair/tzid.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"

namespace evenkeel::ical {

TzId normalised_tzid(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.remove_suffix(1);
  std::string clean = without_control_characters(valid_utf8(trimmed(text)));
  // Written as TEXT in VTIMEZONE, bare in the parameter: `\,` and `,` are the same name.
  std::erase(clean, '\\');
  return TzId{std::move(clean)};
}

}  // namespace evenkeel::ical
