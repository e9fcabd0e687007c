// How many changes are tried to find ways out of findings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace evenkeel {

/// So many analyses cost a moment, whatever the size of the household: a short one in every cycle, one that a
/// person waits for where all findings are listed. `size`: what a try looks at. Nearly every change that is
/// tried solves the rota again, which of a very large one takes longest: `rota_steps`, of one solution. A few
/// are tried even then, so that the worst finding is not left without a word.
[[nodiscard]] inline std::size_t suggestion_tries(std::size_t size, std::uint64_t rota_steps, bool all) {
  const std::size_t least = all ? 250 : 16;
  const std::size_t most = all ? 5000 : 1000;
  const std::size_t work = all ? 10'000'000 : 1'000'000;
  constexpr std::uint64_t few = 4;
  const std::uint64_t rotas = std::max(few, (all ? 2'000'000'000 : 400'000'000) / (1 + rota_steps));
  return std::min(std::clamp(work / std::max<std::size_t>(size, 1), least, most),
                  static_cast<std::size_t>(rotas));
}

}  // namespace evenkeel
