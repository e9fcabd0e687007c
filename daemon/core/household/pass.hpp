// DESIGN section 6, "Two passes".
#pragma once

#include <cstdint>

namespace evenkeel {

/// Which occurrences an analysis looks at: the confirmed ones, or all of them.
enum class Pass : std::uint8_t { confirmed, all };

/// Does an occurrence bind already (DESIGN section 5).
enum class Firmness : std::uint8_t { confirmed, tentative, unanswered };

constexpr bool counts(Firmness f, Pass pass) {
  return pass == Pass::all || f == Firmness::confirmed;
}

}  // namespace evenkeel
