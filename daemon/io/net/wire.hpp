// Lines to a server and back.
#pragma once

#include "core/words/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace evenkeel::net {

class Wire {
 public:
  virtual ~Wire() = default;
  [[nodiscard]] virtual Expected<void> send(std::string_view text) = 0;
  /// The next line without its CRLF; invalid_data when it is longer than `most`.
  [[nodiscard]] virtual Expected<std::string> line(std::size_t most) = 0;
  /// Exactly so many bytes.
  [[nodiscard]] virtual Expected<std::string> bytes(std::size_t count) = 0;
};

}  // namespace evenkeel::net
