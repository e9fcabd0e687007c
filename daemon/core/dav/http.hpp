// HTTP messages as values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenkeel::dav {

using Header = std::pair<std::string, std::string>;

struct Limits {
  std::uint64_t max_bytes = 256U << 20U;  // after decoding
  std::chrono::seconds total{600};
  std::chrono::seconds connect{20};
  std::chrono::seconds stalled{60};  // without a byte
};

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  Limits limits;
  bool accept_compressed = false;
  bool credentials = true;  // false: the account's user and password must not go with it
};

/// Header names are lower case.
struct ResponseHead {
  int status = 0;
  std::vector<Header> headers;
  /// The first header of this name (lower case); empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    for (const auto& [n, v] : headers) {
      if (n == name) return v;
    }
    return {};
  }
};

}  // namespace evenkeel::dav
