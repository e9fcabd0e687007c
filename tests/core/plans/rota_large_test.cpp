// The optimum of long rotas against a second formulation: forwards, with whole vectors and whole assignments,
// nothing separated, nothing left out but what is worse at the same point.
#include "core/plans/rota_instances.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace evenkeel::test {
namespace {

/// Where an assignment of the first windows stands: the difference, and until when each person is held.
using Standing = std::pair<std::int64_t, std::map<int, Instant>>;
using Value = std::pair<std::array<std::int64_t, 7>, Ranks>;

class Forwards {
 public:
  explicit Forwards(const RotaProblem& p) : p_(p) {}

  Value best() {
    std::map<Standing, Value> standings{{{p_.at_begin.difference(), {}}, {}}};
    int week = 0;
    for (const RotaWindow& w : p_.windows) {
      std::map<Standing, Value> next;
      for (const auto& [standing, value] : standings) step(w, w.week - week, standing, value, next);
      standings = std::move(next);
      week = w.week;
    }
    std::optional<Value> best;
    for (auto& [standing, value] : standings) {
      if (!p_.windows.empty()) value.first[5] += std::abs(standing.first);
      if (!best || value < *best) best = value;
    }
    return *best;
  }

 private:
  void step(const RotaWindow& w, int weeks, const Standing& from, const Value& value,
            std::map<Standing, Value>& next) {
    Ranks options{nobody};
    for (const RotaCandidate& c : w.candidates) options.push_back(static_cast<int>(c.who));
    for (const int option : options) {
      const auto held = from.second.find(option);
      const bool takes_time = w.window.time.start < w.window.time.end;
      if (takes_time && held != from.second.end() && held->second > w.window.time.start) continue;
      Standing to{from.first + moved(w, option), {}};
      for (const auto& [who, until] : from.second) {
        if (until > w.window.time.start) to.second[who] = until;
      }
      if (takes_time && option != nobody) to.second[option] = w.window.time.end;
      Value v = value;
      const auto items = items_of(p_, w, option);
      for (std::size_t k = 0; k < 7; ++k) v.first[k] += items[k];
      v.first[5] += weeks * std::abs(from.first);
      v.second.push_back(option);
      const auto [place, is_new] = next.try_emplace(std::move(to), v);
      if (!is_new && v < place->second) place->second = std::move(v);
    }
  }

  const RotaProblem& p_;
};

void expect_same(const RotaProblem& p) {
  const Value expected = Forwards(p).best();
  const RotaSolution s = solve(p);
  EXPECT_EQ(s.vector.items, expected.first);
  EXPECT_EQ(ranks_of(s.who), expected.second);
}

TEST(RotaAgainstForwards, SchoolRunsOfHalfAYear) {
  std::mt19937 random(11);
  for (int i = 0; i < 4; ++i)
    expect_same(random_rota(
        random, {.windows = 130, .weeks = 26, .helpers = 1, .longest_hours = 2, .shares_change = false}));
}

TEST(RotaAgainstForwards, SharesThatChange) {
  std::mt19937 random(12);
  for (int i = 0; i < 3; ++i)
    expect_same(random_rota(random, {.windows = 40, .weeks = 10, .helpers = 2, .longest_hours = 4}));
}

TEST(RotaAgainstForwards, ManyAtTheSameTime) {
  std::mt19937 random(13);
  for (int i = 0; i < 8; ++i)
    expect_same(random_rota(
        random, {.windows = 24, .weeks = 2, .helpers = 2, .most_points = 3, .longest_hours = 40}));
}

TEST(RotaAgainstForwards, ChainsThatNeverEnd) {
  std::mt19937 random(14);
  for (int i = 0; i < 3; ++i)
    expect_same(random_rota(random, {.windows = 60,
                                     .weeks = 6,
                                     .helpers = 1,
                                     .most_points = 2,
                                     .longest_hours = 36,
                                     .shares_change = false}));
}

}  // namespace
}  // namespace evenkeel::test
