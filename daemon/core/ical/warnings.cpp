#include "core/ical/warnings.hpp"

#include "core/ical/limits.hpp"
#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"
#include "core/words/counted.hpp"

#include <utility>

namespace evenkeel::ical {

void WarningList::add(std::string_view about, std::string text) {
  if (warnings_.size() == limits::warnings) {
    ++more_;
    return;
  }
  const std::string_view shortened = about.substr(0, limits::about_bytes);
  warnings_.push_back({without_control_characters(valid_utf8(shortened)), std::move(text)});
}

std::vector<Warning> WarningList::take() && {
  if (more_ > 0) warnings_.push_back({"calendar", "and " + counted(more_, "more warning")});
  return std::move(warnings_);
}

std::string at_line(std::size_t number) {
  return "line " + std::to_string(number);
}

}  // namespace evenkeel::ical
