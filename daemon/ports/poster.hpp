#pragma once

#include "core/words/error.hpp"

#include <string>

namespace evenkeel {

/// Sends a JSON document to an address that is configured (ntfy, webhooks).
class Poster {
 public:
  virtual ~Poster() = default;
  /// Blocking. Any 2xx is success; 4xx but 408 and 429 permanent, all else transient. The address is a
  /// secret: no error names more than its host.
  [[nodiscard]] virtual Expected<void> post(const std::string& url, const std::string& json) = 0;
  /// Whether somebody answers there; posts nothing. Many take nothing but a POST and say so: that is an
  /// answer too. 401, 403, 404, 410 and 5xx are errors.
  [[nodiscard]] virtual Expected<void> ask(const std::string& url) = 0;
};

}  // namespace evenkeel
