// A stored event taken apart without being read: so that lines that mean nothing to us can be kept to the
// letter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// One content line (RFC 5545 3.1).
struct RawLine {
  std::string name;      // upper case
  std::string params;    // after the first ";"
  std::string value;     // escapes as they stand
  std::string_view raw;  // with its folds and its end; a view into the text
};

/// One component inside of the event, such as an alarm.
struct RawPart {
  std::string name;            // upper case
  std::vector<RawLine> lines;  // directly in it
  std::string_view raw;        // from BEGIN to END, with the line's end
};

struct RawEvent {
  bool whole = false;      // the text reaches END:VCALENDAR, and all that began has ended
  std::size_t events = 0;  // how many VEVENTs the text has; the rest is about the first
  std::vector<RawLine> lines;
  std::vector<RawPart> parts;
  std::string_view before;  // all of the text up to the lines of the event
  std::string_view after;   // from its END:VEVENT on

  /// The value of the first line of this name; empty when there is none.
  [[nodiscard]] std::string_view value(std::string_view name) const;
};

/// Linear time. Lines that are no content lines are passed over. `text` is borrowed.
[[nodiscard]] RawEvent raw_event(std::string_view text);

/// The same lines with CRLF at the end of each and no empty ones.
[[nodiscard]] std::string with_crlf(std::string_view raw);

/// TEXT as people see it: `\n`, `\,`, `\;` and `\\` resolved (RFC 5545 3.3.11).
[[nodiscard]] std::string unescaped(std::string_view value);

/// A value taken apart at the commas that are not escaped (RFC 5545 3.1.1), each as it stands.
[[nodiscard]] std::vector<std::string> list_values(std::string_view value);

}  // namespace evenkeel
