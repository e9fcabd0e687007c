#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

UrlParts split_url(std::string_view url) {
  const auto colon = url.find("://");
  UrlParts parts;
  if (colon == std::string_view::npos || colon == 0) return parts;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'; };
  if (!std::ranges::all_of(url.substr(0, colon), letter)) return parts;
  for (const char c : url.substr(0, colon))
    parts.scheme += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  std::string_view rest = url.substr(colon + 3);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  rest.remove_prefix(authority.size());
  parts.path = rest.substr(0, rest.find_first_of("?#"));
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    parts.host = authority.substr(1, authority.find(']') - 1);
  } else {
    parts.host = authority.substr(0, authority.find(':'));
  }
  return parts;
}

bool is_loopback_host(std::string_view host) {
  const auto numeric = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  return host == "localhost" || host == "::1" ||
         (host.starts_with("127.") && std::ranges::all_of(host, numeric));
}

std::string as_given(const std::string& value) {
  return value.find("://") == std::string::npos ? "\"" + value + "\"" : "this URL";
}

}  // namespace evenkeel::settings
