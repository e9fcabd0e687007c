// An input as the answers of an HTTP server, one after the other.
#pragma once

#include "io/net/head_reader.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace evenkeel::fuzz {

/// The text up to a line "%%", taken off `text` together with that line.
inline std::string_view take_section(std::string_view& text) {
  constexpr std::string_view between = "\n%%\n";
  const std::size_t end = text.find(between);
  const std::string_view section = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + between.size());
  return section;
}

/// The line at the front of `text` with its end, taken off it.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  text.remove_prefix(line.size());
  return line;
}

struct Answer {
  dav::ResponseHead head;
  std::string_view body;
};

/// "HTTP/1.1 200 OK", header lines, an empty line, the body. Empty where it never comes to a body.
inline std::optional<Answer> answer_of(std::string_view section, std::size_t max_headers = 200) {
  net::HeadReader reader(std::size_t{256} << 10U, max_headers);
  while (!section.empty()) {
    switch (reader.feed(take_line(section))) {
      case net::HeadReader::State::complete:
        return Answer{reader.take(), section};
      case net::HeadReader::State::too_big:
        return std::nullopt;
      case net::HeadReader::State::more:
        break;
    }
  }
  return std::nullopt;
}

}  // namespace evenkeel::fuzz
