// What evenkeel proposes: who covers what, when the two meet, and what to talk about (DESIGN section 7).
#pragma once

#include "core/household/people.hpp"
#include "core/household/slot.hpp"
#include "core/household/window.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

struct RotaEntry {
  CoverageWindow window;
  std::optional<PersonIndex> who;
  bool needs_asking = false;  // a helper who has not agreed: "Ask Gran: ..."
  std::string reason;         // one sentence: why this person
};

struct Rota {
  std::vector<RotaEntry> entries;  // by start, end, configuration order
  std::array<int, 2> points{};     // at the end of the horizon, running
  std::array<double, 2> due{};
  bool exact = true;  // false: too many windows for the whole search; the best that was found
};

struct Agenda {
  std::size_t routine = 0;
  std::string slot_key;
  std::string text;  // evenkeel's block, between its two lines
};

}  // namespace evenkeel
