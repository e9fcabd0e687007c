// The rota as a graph: a layer for each window, a node for each way in which the people of earlier windows
// are still bound, a choice for each person who may take the window. Private to the rota.
#pragma once

#include "core/plans/rota.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace evenkeel::rota {

using SeparableItems = std::array<std::int64_t, 5>;  // items 1 to 5: a sum over windows

/// What giving the window to `candidate` (empty: nobody) adds to items 1 to 5.
SeparableItems separable_items(const RotaWindow& w, Instant now, const RotaCandidate* candidate);
/// What it adds to the first partner's running points less due points, in hundredths.
std::int64_t difference_of(const RotaWindow& w, std::optional<PersonIndex> who);
/// What it adds to item 7.
std::int64_t crunch_points(const RotaWindow& w, const RotaCandidate* candidate);

struct Choice {
  std::optional<PersonIndex> who;
  std::size_t next = 0;  // node of the next layer
  std::int64_t difference = 0;
  std::int64_t crunch_points = 0;
  SeparableItems items{};
};

struct Node {
  std::vector<Choice> choices;  // partners, helpers, nobody
};

/// layers.size() is the number of windows + 1; the first and the last layer have one node.
using Layers = std::vector<std::vector<Node>>;

/// All assignments in which nobody holds two windows that overlap.
Layers all_choices(const RotaProblem& problem);

/// Keeps the choices that lie on an assignment whose items 1 to 5 are the smallest there are. Every path that
/// is left has exactly those: what comes after them in the vector decides among them alone.
void keep_best(Layers& layers);

}  // namespace evenkeel::rota
