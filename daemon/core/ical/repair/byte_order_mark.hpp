// P97: a UTF-8 byte order mark in front of the stream, or of each of several pasted together.
#pragma once

#include <string_view>

namespace evenkeel::ical {

[[nodiscard]] inline std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  while (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

}  // namespace evenkeel::ical
