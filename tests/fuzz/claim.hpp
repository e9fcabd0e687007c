// What the targets say of every input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace evenkeel::fuzz {

/// A claim that holds for every input; a broken one is found as a crash is.
inline void claim(bool holds) {
  if (!holds) __builtin_trap();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace evenkeel::fuzz
