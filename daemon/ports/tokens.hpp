// Where OAuth tokens are kept: the one thing that a provider gives once and does not repeat.
#pragma once

#include "core/oauth/tokens.hpp"
#include "core/words/error.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace evenkeel {

class TokenStore {
 public:
  virtual ~TokenStore() = default;
  /// What is kept for `key` (a source's name, "alex/work"); empty when there is nothing.
  [[nodiscard]] virtual Expected<std::optional<oauth::Tokens>> load(const std::string& key) = 0;
  /// Durable when it returns, and whole or not at all. Refused where this process is not the one writer.
  [[nodiscard]] virtual Expected<void> save(const std::string& key, const oauth::Tokens& tokens) = 0;
  /// Erases all of this owner ("alex"); how many there were.
  [[nodiscard]] virtual Expected<std::size_t> forget(const std::string& owner) = 0;
};

}  // namespace evenkeel
