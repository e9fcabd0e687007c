// Items 1 to 5 are sums over windows, so the graph of choices can be cut down to the assignments that have
// the best of them (rota_choices). Item 6 looks at one number at the end of each week: the difference of
// running and due points, in hundredths of a point. So what is best from a window on depends on the node and
// that difference alone, and is found from the last window backwards; walking forwards then takes the
// earliest person among choices that are equally good, which is the tie-break of the design.
#include "core/plans/rota.hpp"
#include "core/plans/rota_choices.hpp"
#include "core/plans/rota_reach.hpp"

#include <cstdlib>
#include <limits>
#include <utility>

namespace evenkeel {

namespace {

using namespace rota;

/// Items 6 and 7 from a window to the end.
using Cost = std::pair<std::int64_t, std::int64_t>;
constexpr Cost unreachable{std::numeric_limits<std::int64_t>::max() / 4, 0};

/// The index of the best choice of a node, by the differences of its range.
using Decisions = std::vector<std::vector<std::uint16_t>>;

class Solver {
 public:
  explicit Solver(const RotaProblem& problem)
      : problem_(problem), layers_(all_choices(problem)), week_ends_(week_ends(problem)) {
    keep_best(layers_);
    reach_ = reachable(layers_, week_ends_, problem.at_begin.difference());
  }

  RotaAssignment solve() {
    decide();
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
  void decide() {
    decisions_.resize(problem_.windows.size());
    std::vector<std::vector<Cost>> next(layers_.back().size());
    for (std::size_t n = 0; n < next.size(); ++n) next[n].assign(reach_.back()[n].size(), Cost{0, 0});
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

  /// Offers a choice at every difference of its node's range. The first of equals stays.
  void weigh(std::size_t i, std::size_t n, std::size_t c, const std::vector<std::vector<Cost>>& next,
             std::vector<Cost>& here) {
    const Choice& choice = layers_[i][n].choices[c];
    const Reach& from = reach_[i][n];
    const Reach& to = reach_[i + 1][choice.next];
    const std::vector<Cost>& to_go = next[choice.next];
    const std::int64_t ends = week_ends_[i];
    std::int64_t difference = from.low + choice.difference;
    for (std::size_t k = 0; k < here.size(); ++k, difference += from.step) {
      if (!to.spans(difference)) continue;
      Cost cost = to_go[to.place(difference)];
      cost.first += ends * std::abs(difference);
      cost.second += choice.crunch_points;
      if (cost < here[k]) {
        here[k] = cost;
        decisions_[i][n][k] = static_cast<std::uint16_t>(c);
      }
    }
  }

  const RotaProblem& problem_;
  Layers layers_;
  std::vector<std::int64_t> week_ends_;
  std::vector<std::vector<Reach>> reach_;
  std::vector<Decisions> decisions_;
};

}  // namespace

RotaSolution solve(const RotaProblem& problem) {
  RotaSolution s{Solver(problem).solve(), {}, problem.at_begin};
  s.vector = rota_vector(problem, s.who);
  for (std::size_t i = 0; i < s.who.size(); ++i) {
    s.at_end.hold(s.who[i], problem.windows[i].points, problem.windows[i].share_first_percent);
  }
  return s;
}

}  // namespace evenkeel
