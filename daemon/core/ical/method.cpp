#include "core/ical/method.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/stream.hpp"

#include <algorithm>

namespace evenkeel::ical {

bool calls_off(std::string_view text) {
  WarningList ignored;
  const auto stream = Stream::scan(text, ignored);
  if (!stream || stream->calendars().empty()) return false;
  const auto is_cancel = [&](const Span& property) {
    Lines lines = stream->lines(property);
    const auto line = lines.next();
    const auto content = line ? content_line(line->text) : std::nullopt;
    return content && content->is("METHOD") && equal_folded(trimmed(content->value), "CANCEL");
  };
  return std::ranges::all_of(stream->calendars(), [&](const CalendarSpans& calendar) {
    return std::ranges::any_of(calendar.properties, is_cancel);
  });
}

}  // namespace evenkeel::ical
