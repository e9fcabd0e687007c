#pragma once

#include <string>
#include <string_view>

namespace evenkeel::settings {

/// The parts of a URL that a configuration is checked for (RFC 3986); nothing is decoded.
struct UrlParts {
  std::string scheme;  // lower case; empty: it is no URL
  std::string user_info;
  std::string host;  // without brackets
  std::string path;  // without query and fragment
};

[[nodiscard]] UrlParts split_url(std::string_view url);

/// "localhost", 127.0.0.0/8 or ::1.
[[nodiscard]] bool is_loopback_host(std::string_view host);

/// A wrong value in quotes, as errors repeat it; but a URL, which may be a secret that stands at the wrong
/// key, is "this URL".
[[nodiscard]] std::string as_given(const std::string& value);

}  // namespace evenkeel::settings
