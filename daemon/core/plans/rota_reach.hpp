// Which differences of running and due points can stand before a window, so that tables stay small. Private
// to the rota.
#pragma once

#include "core/plans/rota.hpp"
#include "core/plans/rota_choices.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenkeel::rota {

/// low, low + step, … high, in hundredths of a point; may hold more than what can really be reached.
struct Reach {
  std::int64_t low = 0;
  std::int64_t high = -1;  // below low: nothing
  std::int64_t step = 1;

  [[nodiscard]] bool empty() const { return high < low; }
  [[nodiscard]] std::size_t size() const {
    return empty() ? 0 : static_cast<std::size_t>((high - low) / step) + 1;
  }
  [[nodiscard]] bool spans(std::int64_t d) const { return low <= d && d <= high; }
  [[nodiscard]] std::size_t place(std::int64_t d) const { return static_cast<std::size_t>((d - low) / step); }
};

/// How many weeks end between window i and the next one (the last window: its own week's end).
std::vector<std::int64_t> week_ends(const RotaProblem& problem);

/// What may be spent on tables.
struct TableLimits {
  std::uint64_t steps = 0;  // places times choices, over all nodes
  std::size_t layer = 0;    // places of one layer
};

struct Reached {
  std::vector<std::vector<Reach>> reach;  // by layer and node
  bool all = true;                        // false: something was left out to keep the limits
  std::uint64_t steps = 0;
};

/// Leaves out differences through which no assignment can be as good, in item 6, as one that is known: the
/// one that always takes what brings the difference nearest to zero. Where the limits ask for it, only what
/// lies about that one's differences, as far as they allow; it is itself never left out.
Reached reachable(const Layers& layers, const std::vector<std::int64_t>& week_ends, std::int64_t at_begin,
                  const TableLimits& limits);

}  // namespace evenkeel::rota
