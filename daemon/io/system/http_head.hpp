// The heads of the few requests that a browser on this side sends us (RFC 9112), and of our answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

struct RequestHead {
  std::string method;  // as it was written: methods are case-sensitive
  std::string target;  // "/planner.svg?x=1"
  std::string host;    // of the Host line, without blanks around; empty without one
};

/// What a head of a request may take, its closing empty line included.
inline constexpr std::size_t largest_request_head = std::size_t{16} << 10U;

/// `head` up to and with its empty line. Nothing: no HTTP/1.x request, or two Host lines (RFC 9112 3.2).
[[nodiscard]] std::optional<RequestHead> parse_request_head(std::string_view head);

/// The head of an answer with `length` bytes of `type`, after which the connection ends. Nothing of it may be
/// kept by caches or framed, only GET and HEAD are allowed, and it may load nothing but what stands in it
/// (`policy`: Content-Security-Policy).
[[nodiscard]] std::string answer_head(std::string_view status, std::string_view type, std::size_t length,
                                      std::string_view policy);

/// `text` as a small page.
[[nodiscard]] std::string plain_page(std::string_view text);

}  // namespace evenkeel
