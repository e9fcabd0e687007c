// Items 1 to 5 are sums over windows, so the graph of choices can be cut down to the assignments that have
// the best of them (rota_choices). Item 6 looks at one number at the end of each week: the difference of
// running and due points, in hundredths of a point. So what is best from a window on depends on the node and
// that difference alone, and is found from the last window backwards; walking forwards then takes the
// earliest person among choices that are equally good, which is the tie-break of the design.
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

class Solver {
 public:
  explicit Solver(const RotaProblem& problem)
      : problem_(problem), layers_(all_choices(problem)), week_ends_(week_ends(problem)) {
    keep_best(layers_);
    reach_ = reachable(layers_, week_ends_, problem.at_begin.difference());
    for (const RotaWindow& window : problem.windows) more_than_item_7_ += window.points;
  }

  RotaAssignment solve() {
    // Nearly always one number of 64 bits holds items 6 and 7.
    const Wide most = (most_of_item_6() + 1) * more_than_item_7_;
    if (most < std::numeric_limits<std::int64_t>::max() / 4) {
      decide<std::int64_t>();
    } else {
      decide<Wide>();
    }
    RotaAssignment who;
    std::int64_t difference = problem_.at_begin.difference();
    std::size_t node = 0;
    for (std::size_t i = 0; i < problem_.windows.size(); ++i) {
      const std::uint16_t best = decisions_[i][node][reach_[i][node].place(difference)];
      const Choice& c = layers_[i][node].choices[best];
      who.push_back(c.who);
      difference += c.difference;
      node = c.next;
    }
    return who;
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

  /// `Cost`: item 6 from a window to the end, times more than item 7 can be, and item 7.
  template <typename Cost>
  void decide() {
    constexpr Cost unreachable =
        std::numeric_limits<std::int64_t>::max() / 2 * (sizeof(Cost) > 8 ? Cost{1} << 32U : 1);
    decisions_.resize(problem_.windows.size());
    std::vector<std::vector<Cost>> next(layers_.back().size());
    for (std::size_t n = 0; n < next.size(); ++n) next[n].assign(reach_.back()[n].size(), Cost{0});
    for (std::size_t i = problem_.windows.size(); i-- > 0;) {
      std::vector<std::vector<Cost>> here(layers_[i].size());
      decisions_[i].resize(layers_[i].size());
      for (std::size_t n = 0; n < here.size(); ++n) {
        here[n].assign(reach_[i][n].size(), unreachable);
        decisions_[i][n].assign(reach_[i][n].size(), 0);
        for (std::size_t c = 0; c < layers_[i][n].choices.size(); ++c) weigh(i, n, c, next, here[n]);
      }
      next = std::move(here);
    }
  }

  /// Offers a choice at every difference of its node's range. The first of equals stays. The places in the
  /// next range lie evenly: its step divides this one's.
  template <typename Cost>
  void weigh(std::size_t i, std::size_t n, std::size_t c, const std::vector<std::vector<Cost>>& next,
             std::vector<Cost>& here) {
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
    std::vector<std::uint16_t>& best = decisions_[i][n];
    for (auto k = static_cast<std::size_t>(first); k < end; ++k, place += stride, difference += from.step) {
      const Cost cost = to_go[place] + ends * std::abs(difference) + choice.crunch_points;
      if (cost < here[k]) {
        here[k] = cost;
        best[k] = static_cast<std::uint16_t>(c);
      }
    }
  }

  const RotaProblem& problem_;
  std::int64_t more_than_item_7_ = 1;
  Layers layers_;
  std::vector<std::int64_t> week_ends_;
  std::vector<std::vector<Reach>> reach_;
  std::vector<Decisions> decisions_;
};

}  // namespace

RotaAssignment assignment(const RotaProblem& problem) {
  return Solver(problem).solve();
}

RotaSolution solve(const RotaProblem& problem) {
  RotaSolution s{assignment(problem), {}, problem.at_begin};
  s.vector = rota_vector(problem, s.who);
  for (std::size_t i = 0; i < s.who.size(); ++i) {
    s.at_end.hold(s.who[i], problem.windows[i].points, problem.windows[i].share_first_percent);
  }
  return s;
}

}  // namespace evenkeel
