// TOML 1.0 text into values.
#pragma once

#include "io/settings/value.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace evenkeel::settings {

/// The first thing that is no TOML.
struct SyntaxProblem {
  Position at;
  std::string text;
};

/// Reads the whole text, or says where it stops being TOML. Depth and size are limited: hostile text costs
/// neither the stack nor more than a few times its size.
[[nodiscard]] std::expected<Value, SyntaxProblem> parse_toml(std::string_view text);

}  // namespace evenkeel::settings
