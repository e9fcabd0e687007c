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
};

}  // namespace evenkeel
