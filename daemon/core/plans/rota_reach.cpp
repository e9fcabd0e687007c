#include "core/plans/rota_reach.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace evenkeel::rota {

namespace {

/// Both as one: their hull, with a step that meets the values of each.
Reach hull(const Reach& a, const Reach& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  if (a.step == b.step && (a.low - b.low) % a.step == 0 && a.low != a.high && b.low != b.high) {
    return {std::min(a.low, b.low), std::max(a.high, b.high), a.step};
  }
  std::int64_t step = std::gcd(a.low == a.high ? 0 : a.step, b.low == b.high ? 0 : b.step);
  step = std::gcd(step, std::abs(a.low - b.low));
  return {std::min(a.low, b.low), std::max(a.high, b.high), std::max<std::int64_t>(step, 1)};
}

Reach within(Reach r, std::int64_t bound) {
  if (r.empty()) return r;
  if (r.low < -bound) r.low += (-bound - r.low + r.step - 1) / r.step * r.step;
  if (r.high > bound) r.high -= (r.high - bound + r.step - 1) / r.step * r.step;
  return r;
}

/// Item 6 of an assignment found by always taking what brings the difference nearest to zero.
std::int64_t imbalance_of_a_rota(const Layers& layers, const std::vector<std::int64_t>& week_ends,
                                 std::int64_t difference) {
  std::int64_t total = 0;
  std::size_t node = 0;
  for (std::size_t i = 0; i < week_ends.size(); ++i) {
    const auto& choices = layers[i][node].choices;
    const auto best = std::ranges::min_element(
        choices, {}, [&](const Choice& c) { return std::abs(difference + c.difference); });
    difference += best->difference;
    total += week_ends[i] * std::abs(difference);
    node = best->next;
  }
  return total;
}

/// One end of a week (or several, when weeks without windows follow), and how far the difference can have
/// moved from the first window up to it.
struct WeekEnd {
  std::int64_t times = 0;
  std::int64_t moved = 0;
};

/// The largest difference, up or down, that can stand at ends[at] in an assignment whose item 6 is at most
/// `limit`: at every other end of a week it is at least that, less what the windows between can have moved.
std::int64_t bound_at(const std::vector<WeekEnd>& ends, std::size_t at, std::int64_t limit) {
  const auto least = [&](std::int64_t difference) {
    std::int64_t total = 0;
    for (const WeekEnd& e : ends) {
      const std::int64_t left = difference - std::abs(e.moved - ends[at].moved);
      if (left > 0) total += e.times * left;
      if (total > limit) break;
    }
    return total;
  };
  std::int64_t low = 0;
  std::int64_t high = limit + 1;  // at this end alone it would cost more than the limit
  while (high - low > 1) {
    const std::int64_t middle = low + ((high - low) / 2);
    (least(middle) <= limit ? low : high) = middle;
  }
  return low;
}

std::int64_t largest_move(const std::vector<Node>& layer) {
  std::int64_t move = 0;
  for (const Node& node : layer) {
    for (const Choice& c : node.choices) move = std::max(move, std::abs(c.difference));
  }
  return move;
}

constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::max();

/// By layer: the bound on what stands before its window where a week begins with it, else no_bound.
std::vector<std::int64_t> bounds(const Layers& layers, const std::vector<std::int64_t>& week_ends,
                                 std::int64_t at_begin) {
  const std::int64_t limit = imbalance_of_a_rota(layers, week_ends, at_begin);
  std::vector<WeekEnd> ends;
  std::vector<std::size_t> layer_after;
  std::int64_t moved = 0;
  for (std::size_t i = 0; i < week_ends.size(); ++i) {
    moved += largest_move(layers[i]);
    if (week_ends[i] == 0) continue;
    ends.push_back({week_ends[i], moved});
    layer_after.push_back(i + 1);
  }
  std::vector<std::int64_t> result(layers.size(), no_bound);
  for (std::size_t e = 0; e < ends.size(); ++e) result[layer_after[e]] = bound_at(ends, e, limit);
  return result;
}

}  // namespace

std::vector<std::int64_t> week_ends(const RotaProblem& problem) {
  const auto& windows = problem.windows;
  std::vector<std::int64_t> ends(windows.size(), 1);
  for (std::size_t i = 0; i + 1 < windows.size(); ++i) ends[i] = windows[i + 1].week - windows[i].week;
  return ends;
}

std::vector<std::vector<Reach>> reachable(const Layers& layers, const std::vector<std::int64_t>& week_ends,
                                          std::int64_t at_begin) {
  const auto limits = bounds(layers, week_ends, at_begin);
  std::vector<std::vector<Reach>> reach;
  for (const auto& layer : layers) reach.emplace_back(layer.size());
  reach[0][0] = {at_begin, at_begin, 1};
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    for (std::size_t n = 0; n < layers[i].size(); ++n) {
      const Reach& from = reach[i][n];
      if (from.empty()) continue;
      for (const Choice& c : layers[i][n].choices) {
        Reach& to = reach[i + 1][c.next];
        to = hull(to, {from.low + c.difference, from.high + c.difference, from.step});
      }
    }
    if (limits[i + 1] == no_bound) continue;
    for (Reach& r : reach[i + 1]) r = within(r, limits[i + 1]);
  }
  return reach;
}

}  // namespace evenkeel::rota
