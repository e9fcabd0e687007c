// The exact rota of 26 weeks with 15 windows a week and points up to 5: beside each other, and never free of
// one another.
#include "core/plans/rota.hpp"

#include <benchmark/benchmark.h>

#include <random>

namespace evenkeel::bench {
namespace {

constexpr int weeks = 26;
constexpr int windows_a_week = 15;

/// `overlap`: each window reaches into the next so many ones. Shares of 35 percent make differences of 5
/// hundredths of a point count; of 50, only those of 50.
RotaProblem problem(int overlap, int share, int helpers) {
  std::mt19937 random(7);
  const auto below = [&random](unsigned limit) { return static_cast<int>(random() % limit); };
  const Instant monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
  RotaProblem p;
  p.now = monday;
  for (int i = 0; i < weeks * windows_a_week; ++i) {
    RotaWindow w;
    w.week = i / windows_a_week;
    const Instant start = monday + Days(7 * w.week) + Hours(11 * (i % windows_a_week));
    w.window.time = {start, start + Hours(1 + 11 * overlap)};
    w.points = 1 + below(5);
    w.share_first_percent = share;
    for (int who = 0; who < 2 + helpers; ++who) {
      if (below(5) != 0)
        w.candidates.push_back({static_cast<PersonIndex>(who), below(8) == 0, below(8) == 0});
    }
    if (below(4) == 0) w.usual = static_cast<PersonIndex>(below(2));
    p.windows.push_back(std::move(w));
  }
  return p;
}

void rota(benchmark::State& state) {
  const RotaProblem p = problem(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)),
                                static_cast<int>(state.range(2)));
  for (auto _ : state) benchmark::DoNotOptimize(solve(p));
}

BENCHMARK(rota)->Name("rota/evenkeel")->Args({0, 50, 1})->Args({0, 35, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(rota)
    ->Name("rota, overlapping/evenkeel")
    ->Args({1, 50, 1})
    ->Args({1, 35, 1})
    ->Args({2, 35, 2})
    ->Args({4, 35, 3})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenkeel::bench
