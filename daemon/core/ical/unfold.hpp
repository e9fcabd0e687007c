// Content lines out of bytes (RFC 5545 3.1). Unfolds bytes, not characters: a fold may cut one in two (P97).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::ical {

struct Line {
  std::string_view text;   // unfolded; valid until the next call of next()
  std::size_t begin = 0;   // where it begins in the bytes given, ...
  std::size_t end = 0;     // ... and where the next one does
  std::size_t number = 0;  // of its first physical line, from 1
  bool too_long = false;   // longer than limits::line_bytes; `text` is then only its beginning
};

/// Lines may end with CRLF, LF, CR CR LF, or, where there is no LF at all, CR. Empty lines do not count, not
/// even between a line and its continuation. Linear time; never holds more than one line.
class Lines {
 public:
  explicit Lines(std::string_view bytes, std::size_t first_number = 1);
  /// The same convention for line ends as `outer` has, for a part of its bytes.
  Lines(const Lines& outer, std::string_view part, std::size_t first_number)
      : bytes_(part), number_(first_number), eol_(outer.eol_) {}
  [[nodiscard]] std::optional<Line> next() &;  // not of a temporary: the line lies in it
  /// Of the line that next() gives.
  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  [[nodiscard]] std::string_view physical();
  [[nodiscard]] bool continues();
  void append(Line& line, std::string_view more);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t number_;
  char eol_;
  std::string unfolded_;
};

}  // namespace evenkeel::ical
