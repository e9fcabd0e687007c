#pragma once

#include "core/words/error.hpp"

#include <array>

namespace evenkeel {

/// 256 bits that nobody can guess.
[[nodiscard]] Expected<std::array<unsigned char, 32>> random_bytes();

}  // namespace evenkeel
