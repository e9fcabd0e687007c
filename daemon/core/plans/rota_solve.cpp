// Items 1 to 5 are sums over windows, so the graph of choices can be cut down to the assignments that have
// the best of them (rota_choices). Item 6 looks at one number at the end of each week: the difference of
// running and due points, in hundredths of a point. So what is best from a window on depends on the node and
// that difference alone, and is found from the last window backwards; walking forwards then takes the
// earliest person among choices that are equally good, which is the tie-break of the design. Beyond a budget
// only a part of the graph is looked at, and of the differences those near an even balance.
#include "core/plans/rota.hpp"
#include "core/plans/rota_choices.hpp"
#include "core/plans/rota_reach.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

namespace evenkeel {

namespace {

using namespace rota;

__extension__ using Wide = __int128;

/// The index of the best choice of a node, by the differences of its range.
using Decisions = std::vector<std::vector<std::uint16_t>>;

/// By node and difference: item 6 from a window to the end, times more than item 7 can be, and item 7.
template <typename Cost>
using Costs = std::vector<std::vector<Cost>>;

/// Windows [begin, end) whose decisions are remembered together.
struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class Solver {
 public:
  Solver(const RotaProblem& problem, const RotaBudget& budget)
      : problem_(problem), budget_(budget), week_ends_(week_ends(problem)) {
    Choices choices = all_choices(problem, budget.choices);
    layers_ = std::move(choices.layers);
    keep_best(layers_);
    Reached reached =
        reachable(layers_, week_ends_, problem.at_begin.difference(), {budget.steps, budget.layer});
    reach_ = std::move(reached.reach);
    exact_ = choices.all && reached.all;
    // To lay a choice out takes as long as so many steps.
    steps_ = reached.steps + (100 * choices.count);
    for (const RotaWindow& window : problem.windows) more_than_item_7_ += window.points;
  }

  [[nodiscard]] bool exact() const { return exact_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

  RotaAssignment solve() {
    // Nearly always one number of 64 bits holds items 6 and 7.
    const Wide most = (most_of_item_6() + 1) * more_than_item_7_;
    return most < std::numeric_limits<std::int64_t>::max() / 4 ? search<std::int64_t>() : search<Wide>();
  }

 private:
  [[nodiscard]] Wide most_of_item_6() const {
    Wide most = 0;
    for (std::size_t i = 0; i < week_ends_.size(); ++i) {
      std::int64_t largest = 0;
      for (const Reach& r : reach_[i + 1]) {
        if (!r.empty()) largest = std::max({largest, std::abs(r.low), std::abs(r.high)});
      }
      most += Wide{week_ends_[i]} * largest;
    }
    return most;
  }

  /// From the last window backwards; nearly always one.
  [[nodiscard]] std::vector<Segment> segments() const {
    std::vector<Segment> segments;
    std::size_t end = problem_.windows.size();
    std::size_t places = 0;
    for (std::size_t i = end; i-- > 0;) {
      std::size_t here = 0;
      for (const Reach& r : reach_[i]) here += r.size();
      if (i + 1 < end && places + here > budget_.remembered) {
        segments.push_back({i + 1, end});
        end = i + 1;
        places = 0;
      }
      places += here;
    }
    segments.push_back({0, end});
    return segments;
  }

  /// Decides backwards, segment by segment, and walks forwards; what was decided and not remembered is
  /// decided again from the costs at the segment's end.
  template <typename Cost>
  RotaAssignment search() {
    std::vector<Segment> ahead = segments();
    std::vector<Costs<Cost>> at_ends;
    Costs<Cost> costs(layers_.back().size());
    for (std::size_t n = 0; n < costs.size(); ++n) costs[n].assign(reach_.back()[n].size(), Cost{0});
    for (const Segment& segment : ahead) {
      at_ends.push_back(costs);
      costs = decide(segment, std::move(costs));
    }
    RotaAssignment who;
    std::int64_t difference = problem_.at_begin.difference();
    std::size_t node = 0;
    for (bool decided = true; !ahead.empty(); ahead.pop_back(), at_ends.pop_back(), decided = false) {
      if (!decided) decide(ahead.back(), std::move(at_ends.back()));
      for (std::size_t i = ahead.back().begin; i < ahead.back().end; ++i) {
        const std::size_t place = reach_[i][node].place(difference);
        const Choice& c = layers_[i][node].choices[decisions_[i - ahead.back().begin][node][place]];
        who.push_back(c.who);
        difference += c.difference;
        node = c.next;
      }
    }
    return who;
  }

  /// Fills the decisions; `next` and what comes back are the costs at the segment's end and begin.
  template <typename Cost>
  Costs<Cost> decide(const Segment& segment, Costs<Cost> next) {
    constexpr Cost unreachable =
        std::numeric_limits<std::int64_t>::max() / 2 * (sizeof(Cost) > 8 ? Cost{1} << 32U : 1);
    decisions_.clear();
    decisions_.resize(segment.end - segment.begin);
    for (std::size_t i = segment.end; i-- > segment.begin;) {
      Costs<Cost> here(layers_[i].size());
      Decisions& decisions = decisions_[i - segment.begin];
      decisions.resize(layers_[i].size());
      for (std::size_t n = 0; n < here.size(); ++n) {
        here[n].assign(reach_[i][n].size(), unreachable);
        decisions[n].assign(reach_[i][n].size(), 0);
        for (std::size_t c = 0; c < layers_[i][n].choices.size(); ++c) {
          weigh(i, n, c, next, here[n], decisions[n]);
        }
      }
      next = std::move(here);
    }
    return next;
  }

  /// Offers a choice at every difference of its node's range. The first of equals stays. The places in the
  /// next range lie evenly: its step divides this one's.
  template <typename Cost>
  void weigh(std::size_t i, std::size_t n, std::size_t c, const Costs<Cost>& next, std::vector<Cost>& here,
             std::vector<std::uint16_t>& best) const {
    const Choice& choice = layers_[i][n].choices[c];
    const Reach& from = reach_[i][n];
    const Reach& to = reach_[i + 1][choice.next];
    if (from.empty() || to.empty()) return;
    const std::int64_t lowest = from.low + choice.difference;
    if (lowest > to.high) return;
    const std::int64_t first = lowest >= to.low ? 0 : (to.low - lowest + from.step - 1) / from.step;
    const std::size_t end =
        std::min(here.size(), static_cast<std::size_t>((to.high - lowest) / from.step) + 1);
    std::int64_t difference = lowest + first * from.step;
    std::size_t place = to.place(difference);
    const auto stride = static_cast<std::size_t>(from.step / to.step);
    const std::vector<Cost>& to_go = next[choice.next];
    const Cost ends = Cost{week_ends_[i]} * more_than_item_7_;
    for (auto k = static_cast<std::size_t>(first); k < end; ++k, place += stride, difference += from.step) {
      const Cost cost = to_go[place] + ends * std::abs(difference) + choice.crunch_points;
      if (cost < here[k]) {
        here[k] = cost;
        best[k] = static_cast<std::uint16_t>(c);
      }
    }
  }

  const RotaProblem& problem_;
  const RotaBudget& budget_;
  std::int64_t more_than_item_7_ = 1;
  std::vector<std::int64_t> week_ends_;
  Layers layers_;
  std::vector<std::vector<Reach>> reach_;
  bool exact_ = true;
  std::uint64_t steps_ = 0;
  std::vector<Decisions> decisions_;  // of the segment decided last
};

}  // namespace

RotaAssignment assignment(const RotaProblem& problem) {
  const RotaBudget budget;
  return Solver(problem, budget).solve();
}

RotaSolution solve(const RotaProblem& problem, const RotaBudget& budget) {
  Solver solver(problem, budget);
  RotaSolution s;
  s.who = solver.solve();
  s.exact = solver.exact();
  s.steps = solver.steps();
  s.at_end = problem.at_begin;
  s.vector = rota_vector(problem, s.who);
  for (std::size_t i = 0; i < s.who.size(); ++i) {
    s.at_end.hold(s.who[i], problem.windows[i].points, problem.windows[i].share_first_percent);
  }
  return s;
}

}  // namespace evenkeel
