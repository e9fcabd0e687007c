// Rota problems made at random, and the rules of DESIGN section 7 written down once more, the slow way.
#pragma once

#include "core/plans/rota.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <vector>

namespace evenkeel::test {

struct RandomRota {
  int windows = 6;
  int weeks = 3;
  int helpers = 2;
  int most_points = 5;
  int longest_hours = 30;  // longer ones overlap
  bool shares_change = true;
};

inline RotaProblem random_rota(std::mt19937& random, const RandomRota& shape) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const Instant monday{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)};
  RotaProblem p;
  p.now = monday + Hours(9);
  p.at_begin.points = {pick(0, 6), pick(0, 6)};
  p.at_begin.due_hundredths[0] = pick(0, 600);
  p.at_begin.due_hundredths[1] =
      100 * (p.at_begin.points[0] + p.at_begin.points[1]) - p.at_begin.due_hundredths[0];
  for (int i = 0; i < shape.windows; ++i) {
    RotaWindow w;
    const Instant start = p.now + Hours(pick(-5, shape.weeks * 168 - 12));
    w.window.time = {start, start + Hours(pick(0, 40) == 0 ? 0 : pick(1, shape.longest_hours))};
    w.week = std::max(0, static_cast<int>((start - monday) / Hours(168)));
    w.points = pick(0, shape.most_points);
    w.share_first_percent =
        shape.shares_change ? std::vector{50, 35, 65, 33, 18}[static_cast<std::size_t>(pick(0, 4))] : 50;
    for (int who = 0; who < 2 + shape.helpers; ++who) {
      if (pick(0, 2) == 0) continue;
      w.candidates.push_back({static_cast<PersonIndex>(who), pick(0, 4) == 0, pick(0, 4) == 0});
    }
    std::ranges::shuffle(w.candidates, random);
    if (pick(0, 2) == 0) w.usual = static_cast<PersonIndex>(pick(0, 1 + shape.helpers));
    if (pick(0, 2) == 0) w.published_to = static_cast<PersonIndex>(pick(0, 1 + shape.helpers));
    p.windows.push_back(w);
  }
  std::ranges::stable_sort(
      p.windows, {}, [](const RotaWindow& w) { return std::pair(w.window.time.start, w.window.time.end); });
  return p;
}

/// The rank of a person in [partners, helpers, nobody].
using Ranks = std::vector<int>;
inline constexpr int nobody = 1000;

/// Items 1 to 5 and 7 of one window, by the words of the design.
inline std::array<std::int64_t, 7> items_of(const RotaProblem& p, const RotaWindow& w, int rank) {
  std::array<std::int64_t, 7> v{};
  const RotaCandidate* candidate = nullptr;
  bool usual_could = false;
  for (const RotaCandidate& c : w.candidates) {
    if (static_cast<int>(c.who) == rank) candidate = &c;
    if (w.usual && c.who == *w.usual) usual_could = true;
  }
  const bool usual_has_it = w.usual && static_cast<int>(*w.usual) == rank;
  if (rank == nobody) v[0] = 1;
  if (w.window.time.start <= p.now + Hours(48) && w.published_to && static_cast<int>(*w.published_to) != rank)
    v[1] = 1;
  if (usual_could && !usual_has_it) v[2] = 1;
  if (rank >= 2 && rank != nobody && !usual_has_it) v[3] = 1;
  if (candidate != nullptr && candidate->needs_unconfirmed) v[4] = 1;
  if (rank < 2 && candidate != nullptr && candidate->in_crunch) v[6] = w.points;
  return v;
}

/// What a window adds to (running - due) of the first partner, in hundredths.
inline std::int64_t moved(const RotaWindow& w, int rank) {
  if (rank >= 2) return 0;
  return (rank == 0 ? 100 * w.points : 0) - w.points * w.share_first_percent;
}

inline Ranks ranks_of(const RotaAssignment& a) {
  Ranks ranks;
  for (const auto& who : a) ranks.push_back(who ? static_cast<int>(*who) : nobody);
  return ranks;
}

}  // namespace evenkeel::test
