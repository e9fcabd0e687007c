#include "io/net/head_reader.hpp"

#include <algorithm>
#include <charconv>

namespace evenkeel::net {

namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

HeadReader::State HeadReader::feed(std::string_view line) {
  bytes_ += line.size();
  if (bytes_ > max_bytes_ || head_.headers.size() > max_headers_) return State::too_big;
  if (done_) return State::more;
  if (line.starts_with("HTTP/")) {
    begin(line);
  } else if (!trim(line).empty()) {
    add(line);
  } else if (head_.status >= 200) {
    done_ = true;
    return State::complete;
  }
  return State::more;
}

void HeadReader::begin(std::string_view status_line) {
  head_ = {};
  const auto blank = status_line.find(' ');
  if (blank == std::string_view::npos) return;
  const std::string_view code = status_line.substr(blank + 1, 3);
  std::from_chars(code.data(), code.data() + code.size(), head_.status);
}

void HeadReader::add(std::string_view line) {
  if ((line.starts_with(' ') || line.starts_with('\t')) && !head_.headers.empty()) {
    head_.headers.back().second += " " + std::string(trim(line));
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string name(trim(line.substr(0, colon)));
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  head_.headers.emplace_back(std::move(name), std::string(trim(line.substr(colon + 1))));
}

}  // namespace evenkeel::net
