#include "core/plans/rota_choices.hpp"

#include <algorithm>
#include <bitset>
#include <limits>
#include <map>
#include <utility>

namespace evenkeel::rota {

namespace {

using People = std::bitset<256>;

/// A person and the last window that they cannot take because of one they hold.
struct Bound {
  PersonIndex who{};
  std::size_t until = 0;
  auto operator<=>(const Bound&) const = default;
};
using Frontier = std::vector<Bound>;  // by person

class Builder {
 public:
  explicit Builder(const RotaProblem& problem) : problem_(problem) {
    for (const RotaWindow& w : problem.windows) {
      People people;
      for (const RotaCandidate& c : w.candidates) people.set(index(c.who));
      able_.push_back(people);
    }
  }

  Layers build() {
    std::map<Frontier, std::size_t> here{{Frontier{}, 0}};
    layers_.reserve(problem_.windows.size() + 1);
    for (std::size_t i = 0; i < problem_.windows.size(); ++i) {
      const bool nobody_bound = here.size() == 1 && here.begin()->first.empty();
      if (nobody_bound && binds_nobody(i)) {
        add_free_layer(i);
      } else {
        here = add_layer(i, here);
      }
    }
    layers_.emplace_back(here.size());
    return std::move(layers_);
  }

 private:
  std::map<Frontier, std::size_t> add_layer(std::size_t i, const std::map<Frontier, std::size_t>& here) {
    std::map<Frontier, std::size_t> next;
    std::vector<Node>& layer = layers_.emplace_back(here.size());
    const std::vector<RotaCandidate> candidates = in_order(problem_.windows[i]);
    for (const auto& [frontier, node] : here) {
      layer[node].choices.reserve(candidates.size() + 1);
      for (const RotaCandidate& c : candidates) {
        if (!is_bound(frontier, c.who)) add_choice(i, frontier, &c, layer[node], next);
      }
      add_choice(i, frontier, nullptr, layer[node], next);
    }
    return next;
  }

  /// Whether nobody who takes it is kept from a later one by it.
  [[nodiscard]] bool binds_nobody(std::size_t i) const {
    return std::ranges::none_of(problem_.windows[i].candidates,
                                [&](const RotaCandidate& c) { return last_blocked(i, c.who).has_value(); });
  }

  /// The layer of a window that nobody is kept from, and that keeps nobody from a later one: one node, from
  /// which all choices lead to the next one.
  void add_free_layer(std::size_t i) {
    const RotaWindow& w = problem_.windows[i];
    Node& node = layers_.emplace_back(1).front();
    node.choices.reserve(w.candidates.size() + 1);
    const auto add = [&](const RotaCandidate* c) {
      const auto who = c != nullptr ? std::optional(c->who) : std::nullopt;
      node.choices.push_back(
          {who, 0, difference_of(w, who), crunch_points(w, c), separable_items(w, problem_.now, c)});
    };
    for (const RotaCandidate& c : w.candidates) add(&c);
    std::ranges::sort(node.choices, {}, &Choice::who);
    add(nullptr);
  }

  void add_choice(std::size_t i, const Frontier& from, const RotaCandidate* candidate, Node& node,
                  std::map<Frontier, std::size_t>& next) {
    const RotaWindow& w = problem_.windows[i];
    Frontier to;
    for (const Bound& b : from) {
      if (b.until > i) to.push_back(b);
    }
    if (candidate != nullptr) {
      if (const auto until = last_blocked(i, candidate->who)) to.push_back({candidate->who, *until});
      std::ranges::sort(to);
    }
    const std::size_t target = next.try_emplace(std::move(to), next.size()).first->second;
    const auto who = candidate != nullptr ? std::optional(candidate->who) : std::nullopt;
    node.choices.push_back({who, target, difference_of(w, who), crunch_points(w, candidate),
                            separable_items(w, problem_.now, candidate)});
  }

  static std::vector<RotaCandidate> in_order(const RotaWindow& w) {
    std::vector<RotaCandidate> candidates = w.candidates;
    std::ranges::sort(candidates, {}, &RotaCandidate::who);
    return candidates;
  }

  /// An empty window overlaps nothing, so it is never blocked: see last_blocked.
  [[nodiscard]] bool is_bound(const Frontier& frontier, PersonIndex who) const {
    const std::size_t i = layers_.size() - 1;
    return !problem_.windows[i].window.time.empty() &&
           std::ranges::any_of(frontier, [&](const Bound& b) { return b.who == who; });
  }

  /// The last later window that overlaps window i and that `who` could otherwise take. Windows are sorted by
  /// start, so between the two every window that is not empty and that `who` could take overlaps i as well.
  [[nodiscard]] std::optional<std::size_t> last_blocked(std::size_t i, PersonIndex who) const {
    const auto& windows = problem_.windows;
    std::optional<std::size_t> last;
    if (windows[i].window.time.empty()) return last;
    for (std::size_t j = i + 1; j < windows.size(); ++j) {
      if (windows[j].window.time.start >= windows[i].window.time.end) break;
      if (!windows[j].window.time.empty() && able_[j].test(index(who))) last = j;
    }
    return last;
  }

  const RotaProblem& problem_;
  std::vector<People> able_;
  Layers layers_;
};

SeparableItems sum(const SeparableItems& a, const SeparableItems& b) {
  SeparableItems s{};
  std::ranges::transform(a, b, s.begin(), std::plus<>());
  return s;
}

}  // namespace

SeparableItems separable_items(const RotaWindow& w, Instant now, const RotaCandidate* candidate) {
  const auto given_to = [&](const std::optional<PersonIndex>& p) {
    return p && candidate != nullptr && candidate->who == *p;
  };
  const bool soon = w.window.time.start - now <= Hours(48);
  const bool usual_is_candidate =
      w.usual && std::ranges::any_of(w.candidates, [&](const RotaCandidate& c) { return c.who == *w.usual; });
  const bool helper = candidate != nullptr && index(candidate->who) >= both_partners.size();
  const auto count = [](bool counts) { return std::int64_t{counts ? 1 : 0}; };
  return {count(candidate == nullptr), count(soon && w.published_to && !given_to(w.published_to)),
          count(usual_is_candidate && !given_to(w.usual)), count(helper && !given_to(w.usual)),
          count(candidate != nullptr && candidate->needs_unconfirmed)};
}

std::int64_t difference_of(const RotaWindow& w, std::optional<PersonIndex> who) {
  RotaBalance balance;
  balance.hold(who, w.points, w.share_first_percent);
  return balance.difference();
}

std::int64_t crunch_points(const RotaWindow& w, const RotaCandidate* candidate) {
  const bool counts =
      candidate != nullptr && candidate->in_crunch && index(candidate->who) < both_partners.size();
  return counts ? w.points : 0;
}

Layers all_choices(const RotaProblem& problem) {
  return Builder(problem).build();
}

void keep_best(Layers& layers) {
  std::vector<SeparableItems> to_go(layers.back().size(), SeparableItems{});
  for (std::size_t i = layers.size() - 1; i-- > 0;) {
    std::vector<SeparableItems> here;
    for (Node& node : layers[i]) {
      SeparableItems best;
      best.fill(std::numeric_limits<std::int64_t>::max());
      for (const Choice& c : node.choices) best = std::min(best, sum(c.items, to_go[c.next]));
      std::erase_if(node.choices, [&](const Choice& c) { return sum(c.items, to_go[c.next]) != best; });
      here.push_back(best);
    }
    to_go = std::move(here);
  }
}

}  // namespace evenkeel::rota
