// name *(";" param) ":" value (RFC 5545 3.1), taken apart without copying.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::ical {

/// Views into the line it was made of.
struct ContentLine {
  std::string_view name;    // as written; compare with is()
  std::string_view params;  // after the first ";", without the ":"
  std::string_view value;

  /// Property names do not differ by case (RFC 5545 2).
  [[nodiscard]] bool is(std::string_view other) const;
  /// The value of a parameter without its quotes and blanks around; empty when it is not there.
  [[nodiscard]] std::string_view param(std::string_view wanted) const;
};

/// Empty when there is no ":". Blanks around the name do not count. Where a quote is never closed, the first
/// ":" counts.
[[nodiscard]] std::optional<ContentLine> content_line(std::string_view line);

/// As content_line(), for properties whose values hold no ":" (DATE, DATE-TIME, PERIOD, DURATION): the last
/// ":" counts, so that `TZID=(UTC+01:00) Amsterdam` needs no quotes.
[[nodiscard]] ContentLine time_line(ContentLine line);

[[nodiscard]] bool equal_folded(std::string_view a, std::string_view b);  // ASCII case
[[nodiscard]] std::string upper(std::string_view text);                   // ASCII
[[nodiscard]] std::string_view trimmed(std::string_view text);            // blanks, tabs, line ends

}  // namespace evenkeel::ical
