#include "core/ical/uids.hpp"

#include "core/ical/content_hash.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/uid_line.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace evenkeel::ical {

Expected<std::vector<Uid>> uids(std::string_view text) {
  WarningList warnings;
  const auto stream = Stream::scan(text, warnings);
  if (!stream) return std::unexpected(stream.error());
  std::vector<Uid> found;
  std::unordered_set<std::string> known;
  for (const CalendarSpans& calendar : stream->calendars()) {
    for (const Span& span : calendar.components) {
      if (span.part != Part::event && span.part != Part::todo) continue;
      const Lines lines = stream->lines(span);
      std::string uid = uid_in(lines);
      if (uid.empty()) uid = uid_of_content(content_hash(lines));
      if (known.insert(uid).second) found.emplace_back(std::move(uid));
    }
  }
  return found;
}

bool is_made_of_content(const Uid& uid) {
  return uid.str().ends_with(made_of_content);
}

bool has_foreign_lines(std::string_view text) {
  WarningList warnings;
  const auto stream = Stream::scan(text, warnings);
  if (!stream) return false;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  for (const CalendarSpans& calendar : stream->calendars()) {
    for (const Span& span : calendar.properties) {
      Lines lines = stream->lines(span);
      const auto line = lines.next();
      if (!line || trimmed(line->text).empty()) continue;
      const auto content = content_line(line->text);
      if (!content || !std::ranges::all_of(trimmed(content->name), fits)) return true;
    }
  }
  return false;
}

}  // namespace evenkeel::ical
