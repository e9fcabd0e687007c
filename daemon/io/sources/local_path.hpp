// The path that a configured URL names on this machine.
#pragma once

#include "core/dav/url.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// RFC 8089: a file URL's path, percent-decoded; what is no URL is a path as it stands. Empty when it is a
/// URL with a host on the network.
[[nodiscard]] inline std::string local_path(const std::string& url) {
  constexpr std::string_view file = "file://";
  if (url.starts_with(file)) {
    auto rest = std::string_view(url).substr(file.size());
    if (rest.starts_with("localhost/")) rest.remove_prefix(9);
    return dav::percent_decoded(rest);
  }
  return url.find("://") == std::string::npos ? url : std::string{};
}

}  // namespace evenkeel
