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
using WindowItems = std::array<std::uint8_t, 5>;     // of one window

/// What giving the window to `candidate` (empty: nobody) adds to items 1 to 5.
WindowItems separable_items(const RotaWindow& w, Instant now, const RotaCandidate* candidate);
/// What it adds to the first partner's running points less due points, in hundredths.
std::int32_t difference_of(const RotaWindow& w, std::optional<PersonIndex> who);
/// What it adds to item 7.
std::int32_t crunch_points(const RotaWindow& w, const RotaCandidate* candidate);

/// Small, since there may be millions.
struct Choice {
  std::optional<PersonIndex> who;
  WindowItems items{};
  std::int32_t difference = 0;
  std::int32_t crunch_points = 0;
  std::uint32_t next = 0;  // node of the next layer
};

struct Node {
  std::vector<Choice> choices;  // partners, helpers, nobody
};

/// layers.size() is the number of windows + 1; the first and the last layer have one node.
using Layers = std::vector<std::vector<Node>>;

struct Choices {
  Layers layers;
  bool all = true;        // false: some were left out
  std::size_t count = 0;  // of those that were looked at
};

/// All assignments in which nobody holds two windows that overlap. Where these need more than `most` choices,
/// about as many: of each layer the nodes that are best by items 1 to 5 up to it. Some may then lead nowhere.
Choices all_choices(const RotaProblem& problem, std::size_t most);

/// Keeps the choices that lie on an assignment whose items 1 to 5 are the smallest there are. Every path from
/// the first node that is left has exactly those: what comes after them in the vector decides among them
/// alone.
void keep_best(Layers& layers);

}  // namespace evenkeel::rota
