// The structure of a stream: which bytes are which component. Knows BEGIN and END, not what stands between.
#pragma once

#include "core/ical/unfold.hpp"
#include "core/ical/warnings.hpp"
#include "core/words/error.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

enum class Part : std::uint8_t { event, todo, timezone, other };

/// A component directly in a VCALENDAR, from its BEGIN to its END line.
struct Span {
  Part part = Part::other;
  bool too_deep = false;  // nested deeper than limits::depth
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t first_line = 0;
};

struct CalendarSpans {
  std::vector<Span> components;
  std::vector<Span> properties;  // the VCALENDAR's own lines, one span each
};

class Stream {
 public:
  /// Error invalid_data when `text` is not a calendar (HTML, empty ...) or does not reach its END:VCALENDAR;
  /// a component that is not closed within it counts as cut off too (P95: it cannot be told from truncation).
  /// Error refused beyond the limits. `text` is borrowed.
  static Expected<Stream> scan(std::string_view text, WarningList& warnings);

  [[nodiscard]] const std::vector<CalendarSpans>& calendars() const { return calendars_; }
  [[nodiscard]] Lines lines(const Span& span) const {
    return {lines_, text_.substr(span.begin, span.end - span.begin), span.first_line};
  }

 private:
  explicit Stream(std::string_view text) : text_(text), lines_(text) {}

  std::string_view text_;
  Lines lines_;  // how lines end
  std::vector<CalendarSpans> calendars_;
};

}  // namespace evenkeel::ical
