#include "io/system/http_head.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_host(std::string_view name) {
  constexpr std::string_view host = "host";
  return std::ranges::equal(name, host,
                            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// The next line, which is taken off `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

}  // namespace

std::optional<RequestHead> parse_request_head(std::string_view head) {
  const std::string_view first = take_line(head);
  const auto after_method = first.find(' ');
  const auto before_version = first.rfind(' ');
  if (after_method == std::string_view::npos || before_version <= after_method + 1) return std::nullopt;
  if (!first.substr(before_version + 1).starts_with("HTTP/1.")) return std::nullopt;
  RequestHead request{
      .method = std::string(first.substr(0, after_method)),
      .target = std::string(first.substr(after_method + 1, before_version - after_method - 1)),
      .host = {}};
  if (request.target.find(' ') != std::string::npos) return std::nullopt;
  bool named = false;
  for (std::string_view line = take_line(head); !line.empty(); line = take_line(head)) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_host(line.substr(0, colon))) continue;
    if (named) return std::nullopt;
    named = true;
    request.host = without_blanks(line.substr(colon + 1));
  }
  return request;
}

std::string answer_head(std::string_view status, std::string_view type, std::size_t length,
                        std::string_view policy) {
  return fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nContent-Security-Policy: {}\r\n"
      "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\nAllow: GET, "
      "HEAD\r\nConnection: close\r\n\r\n",
      status, type, length, policy);
}

std::string plain_page(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'') {
      escaped += fmt::format("&#{};", static_cast<int>(c));
    } else {
      escaped += c;
    }
  }
  return fmt::format(
      "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>evenkeel</title><p>{}</p></html>\n",
      escaped);
}

}  // namespace evenkeel
