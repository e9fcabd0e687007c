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

/// What of it lies from low to high.
Reach within(Reach r, const Reach& range) {
  if (r.empty()) return r;
  if (r.low < range.low) r.low += (range.low - r.low + r.step - 1) / r.step * r.step;
  if (r.high > range.high) r.high -= (r.high - range.high + r.step - 1) / r.step * r.step;
  return r;
}

/// An assignment found by always taking what brings the difference nearest to zero.
struct KnownRota {
  std::vector<std::int64_t> differences;  // by layer
  std::int64_t imbalance = 0;             // item 6
};

KnownRota known_rota(const Layers& layers, const std::vector<std::int64_t>& week_ends,
                     std::int64_t difference) {
  KnownRota known{{difference}, 0};
  std::size_t node = 0;
  for (std::size_t i = 0; i < week_ends.size(); ++i) {
    const auto& choices = layers[i][node].choices;
    const auto best = std::ranges::min_element(
        choices, {}, [&](const Choice& c) { return std::abs(difference + c.difference); });
    difference += best->difference;
    known.differences.push_back(difference);
    known.imbalance += week_ends[i] * std::abs(difference);
    node = best->next;
  }
  return known;
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
    for (const Choice& c : node.choices) move = std::max<std::int64_t>(move, std::abs(c.difference));
  }
  return move;
}

/// By layer: how far from zero the difference may be in an assignment whose item 6 is at most `limit`.
/// Between the ends of weeks that is what can still be brought back by the next one.
std::vector<std::int64_t> bounds(const Layers& layers, const std::vector<std::int64_t>& week_ends,
                                 std::int64_t limit) {
  std::vector<WeekEnd> ends;
  std::vector<std::int64_t> moved{0};  // by layer, as in WeekEnd
  for (std::size_t i = 0; i < week_ends.size(); ++i) {
    moved.push_back(moved.back() + largest_move(layers[i]));
    if (week_ends[i] != 0) ends.push_back({week_ends[i], moved.back()});
  }
  std::vector<std::int64_t> result(layers.size(), 0);
  std::size_t end = ends.size();
  std::int64_t at_end = 0;
  for (std::size_t i = week_ends.size(); i-- > 0;) {
    if (week_ends[i] != 0) at_end = bound_at(ends, --end, limit);
    result[i + 1] = at_end + (ends[end].moved - moved[i + 1]);
  }
  return result;
}

/// What is reached within a range of each layer.
Reached spread(const Layers& layers, std::int64_t at_begin, const std::vector<Reach>& ranges) {
  Reached result;
  auto& reach = result.reach;
  for (const auto& layer : layers) reach.emplace_back(layer.size());
  reach[0][0] = {at_begin, at_begin, 1};
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    for (std::size_t n = 0; n < layers[i].size(); ++n) {
      const Reach& from = reach[i][n];
      if (from.empty()) continue;
      result.steps += from.size() * layers[i][n].choices.size();
      for (const Choice& c : layers[i][n].choices) {
        Reach& to = reach[i + 1][c.next];
        to = hull(to, {from.low + c.difference, from.high + c.difference, from.step});
      }
    }
    for (Reach& r : reach[i + 1]) r = within(r, ranges[i + 1]);
  }
  return result;
}

bool keeps(const Reached& reached, const TableLimits& limits) {
  return reached.steps <= limits.steps && std::ranges::all_of(reached.reach, [&](const auto& layer) {
           std::size_t places = 0;
           for (const Reach& r : layer) places += r.size();
           return places <= limits.layer;
         });
}

}  // namespace

std::vector<std::int64_t> week_ends(const RotaProblem& problem) {
  const auto& windows = problem.windows;
  std::vector<std::int64_t> ends(windows.size(), 1);
  for (std::size_t i = 0; i + 1 < windows.size(); ++i) ends[i] = windows[i + 1].week - windows[i].week;
  return ends;
}

Reached reachable(const Layers& layers, const std::vector<std::int64_t>& week_ends, std::int64_t at_begin,
                  const TableLimits& limits) {
  const KnownRota known = known_rota(layers, week_ends, at_begin);
  std::vector<Reach> ranges;
  std::int64_t width = 0;
  for (const std::int64_t bound : bounds(layers, week_ends, known.imbalance)) {
    ranges.push_back({-bound, bound});
    width = std::max(width, bound);
  }
  Reached reached = spread(layers, at_begin, ranges);
  while (!keeps(reached, limits) && width > 0) {
    width /= 2;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      ranges[i].low = std::max(ranges[i].low, known.differences[i] - width);
      ranges[i].high = std::min(ranges[i].high, known.differences[i] + width);
    }
    reached = spread(layers, at_begin, ranges);
    reached.all = false;
  }
  return reached;
}

}  // namespace evenkeel::rota
