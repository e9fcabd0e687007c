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

/// A node of the layer that is being reached.
struct Place {
  std::uint32_t node = 0;
  SeparableItems items;  // the smallest up to it
};
using Places = std::map<Frontier, Place>;

SeparableItems sum(const WindowItems& a, const SeparableItems& b) {
  SeparableItems s{};
  std::ranges::transform(a, b, s.begin(), std::plus<>());
  return s;
}

class Builder {
 public:
  /// At most so many choices in all, of so many nodes a layer.
  Builder(const RotaProblem& problem, std::size_t most_choices, std::size_t most_nodes)
      : problem_(problem), most_choices_(most_choices), most_nodes_(most_nodes) {
    for (const RotaWindow& w : problem.windows) {
      People people;
      for (const RotaCandidate& c : w.candidates) people.set(index(c.who));
      able_.push_back(people);
    }
  }

  /// Empty where there are more choices.
  std::optional<Layers> build() {
    Places here{{Frontier{}, Place{}}};
    layers_.reserve(problem_.windows.size() + 1);
    for (std::size_t i = 0; i < problem_.windows.size(); ++i) {
      const std::size_t most = here.size() * (problem_.windows[i].candidates.size() + 1);
      if (most > most_choices_ - spent_) return std::nullopt;
      spent_ += most;
      look_at(i);
      if (here.size() == 1 && here.begin()->first.empty() && binds_nobody()) {
        add_free_layer(i, here.begin()->second);
        continue;
      }
      here = add_layer(i, here);
      if (here.size() > most_nodes_) narrow(here);
    }
    layers_.emplace_back(here.size());
    return std::move(layers_);
  }

  [[nodiscard]] std::size_t spent() const { return spent_; }

 private:
  /// Who may take window i, and what they cannot take because of it.
  void look_at(std::size_t i) {
    candidates_ = problem_.windows[i].candidates;
    std::ranges::sort(candidates_, {}, &RotaCandidate::who);
    blocked_.clear();
    for (const RotaCandidate& c : candidates_) blocked_.push_back(last_blocked(i, c.who));
  }

  /// Whether nobody who takes it is kept from a later one by it.
  [[nodiscard]] bool binds_nobody() const {
    return std::ranges::none_of(blocked_, [](const auto& until) { return until.has_value(); });
  }

  [[nodiscard]] Choice choice(std::size_t i, const RotaCandidate* candidate) const {
    const RotaWindow& w = problem_.windows[i];
    const auto who = candidate != nullptr ? std::optional(candidate->who) : std::nullopt;
    return {who, separable_items(w, problem_.now, candidate), difference_of(w, who),
            crunch_points(w, candidate), 0};
  }

  /// The layer of a window that nobody is kept from, and that keeps nobody from a later one: one node, from
  /// which all choices lead to the next one.
  void add_free_layer(std::size_t i, Place& place) {
    Node& node = layers_.emplace_back(1).front();
    node.choices.reserve(candidates_.size() + 1);
    for (const RotaCandidate& c : candidates_) node.choices.push_back(choice(i, &c));
    node.choices.push_back(choice(i, nullptr));
    const WindowItems best = std::ranges::min_element(node.choices, {}, &Choice::items)->items;
    place.items = sum(best, place.items);
  }

  Places add_layer(std::size_t i, const Places& here) {
    Places next;
    std::vector<Node>& layer = layers_.emplace_back(here.size());
    for (const auto& [frontier, place] : here) {
      Node& node = layer[place.node];
      node.choices.reserve(candidates_.size() + 1);
      Frontier still;
      for (const Bound& b : frontier) {
        if (b.until > i) still.push_back(b);
      }
      for (std::size_t c = 0; c < candidates_.size(); ++c) {
        if (is_bound(i, frontier, candidates_[c].who)) continue;
        Frontier to = still;
        if (blocked_[c]) to.push_back({candidates_[c].who, *blocked_[c]});
        std::ranges::sort(to);
        add_choice(i, &candidates_[c], place, std::move(to), next);
      }
      add_choice(i, nullptr, place, std::move(still), next);
    }
    return next;
  }

  void add_choice(std::size_t i, const RotaCandidate* candidate, const Place& from, Frontier to,
                  Places& next) {
    Choice added = choice(i, candidate);
    const SeparableItems so_far = sum(added.items, from.items);
    const auto number = static_cast<std::uint32_t>(next.size());
    const auto [place, is_new] = next.try_emplace(std::move(to), Place{number, so_far});
    if (!is_new) place->second.items = std::min(place->second.items, so_far);
    added.next = place->second.node;
    layers_.back()[from.node].choices.push_back(added);
  }

  /// Keeps the best nodes of the layer that is being reached; of equals those that bind fewer people. The
  /// best one has a choice that leads to it, so at least one way through all layers stays.
  void narrow(Places& next) {
    std::vector<Places::iterator> order;
    for (auto place = next.begin(); place != next.end(); ++place) order.push_back(place);
    std::ranges::stable_sort(order, {}, [](const Places::iterator& place) {
      return std::pair(place->second.items, place->first.size());
    });
    constexpr auto left_out = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> renamed(next.size(), left_out);
    for (std::size_t n = 0; n < order.size(); ++n) {
      if (n >= most_nodes_) {
        next.erase(order[n]);
        continue;
      }
      const auto number = static_cast<std::uint32_t>(n);
      renamed[std::exchange(order[n]->second.node, number)] = number;
    }
    for (Node& node : layers_.back()) {
      std::erase_if(node.choices, [&](const Choice& c) { return renamed[c.next] == left_out; });
      for (Choice& c : node.choices) c.next = renamed[c.next];
    }
  }

  /// An empty window overlaps nothing, so it is never blocked: see last_blocked.
  [[nodiscard]] bool is_bound(std::size_t i, const Frontier& frontier, PersonIndex who) const {
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
  std::size_t most_choices_;
  std::size_t most_nodes_;
  std::size_t spent_ = 0;  // choices, or a little more than these
  std::vector<People> able_;
  std::vector<RotaCandidate> candidates_;            // of the window looked at, by person
  std::vector<std::optional<std::size_t>> blocked_;  // by these
  Layers layers_;
};

}  // namespace

WindowItems separable_items(const RotaWindow& w, Instant now, const RotaCandidate* candidate) {
  const auto given_to = [&](const std::optional<PersonIndex>& p) {
    return p && candidate != nullptr && candidate->who == *p;
  };
  const bool soon = w.window.time.start - now <= Hours(48);
  const bool usual_is_candidate =
      w.usual && std::ranges::any_of(w.candidates, [&](const RotaCandidate& c) { return c.who == *w.usual; });
  const bool helper = candidate != nullptr && index(candidate->who) >= both_partners.size();
  const auto count = [](bool counts) { return static_cast<std::uint8_t>(counts ? 1 : 0); };
  return {count(candidate == nullptr), count(soon && w.published_to && !given_to(w.published_to)),
          count(usual_is_candidate && !given_to(w.usual)), count(helper && !given_to(w.usual)),
          count(candidate != nullptr && candidate->needs_unconfirmed)};
}

std::int32_t difference_of(const RotaWindow& w, std::optional<PersonIndex> who) {
  RotaBalance balance;
  balance.hold(who, w.points, w.share_first_percent);
  return static_cast<std::int32_t>(balance.difference());
}

std::int32_t crunch_points(const RotaWindow& w, const RotaCandidate* candidate) {
  const bool counts =
      candidate != nullptr && candidate->in_crunch && index(candidate->who) < both_partners.size();
  return counts ? w.points : 0;
}

Choices all_choices(const RotaProblem& problem, std::size_t most) {
  constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
  Builder whole(problem, most, any);
  if (auto layers = whole.build()) return {*std::move(layers), true, whole.spent()};
  std::size_t choices = 1;  // of a node
  for (const RotaWindow& w : problem.windows) choices = std::max(choices, w.candidates.size() + 1);
  const std::size_t nodes = std::max<std::size_t>(1, most / choices / problem.windows.size());
  Builder part(problem, any, nodes);
  Layers layers = *part.build();
  return {std::move(layers), false, whole.spent() + part.spent()};
}

void keep_best(Layers& layers) {
  // More than any sum; a node from which no choice leads on has it.
  constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::max() / 2;
  std::vector<SeparableItems> to_go(layers.back().size(), SeparableItems{});
  for (std::size_t i = layers.size() - 1; i-- > 0;) {
    std::vector<SeparableItems> here;
    for (Node& node : layers[i]) {
      SeparableItems best;
      best.fill(nowhere);
      for (const Choice& c : node.choices) best = std::min(best, sum(c.items, to_go[c.next]));
      std::erase_if(node.choices, [&](const Choice& c) { return sum(c.items, to_go[c.next]) != best; });
      here.push_back(best);
    }
    to_go = std::move(here);
  }
}

}  // namespace evenkeel::rota
