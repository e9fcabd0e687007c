// From text to the sorted occurrences of 2026, everything in it: cold zones, parsing, expansion.
#include "bench/generated.hpp"
#include "bench/libical_way.hpp"
#include "bench/our_way.hpp"

#include <benchmark/benchmark.h>

namespace evenkeel::bench {
namespace {

void evenkeel_whole(benchmark::State& state, const std::vector<std::string>& texts) {
  std::size_t occurrences = 0;
  for (auto _ : state) {
    Zones zones(read_zoneinfo);
    const auto objects = read_all(texts);
    occurrences = expand_sorted(objects, zones).size();
  }
  state.counters["occurrences"] = static_cast<double>(occurrences);
}

void libical_whole(benchmark::State& state, const std::vector<std::string>& texts) {
  std::size_t occurrences = 0;
  for (auto _ : state) {
    std::vector<libical::Tree> trees;
    for (const auto& text : texts) trees.push_back(libical::parse(text));
    occurrences = libical::expand(trees).size();
  }
  state.counters["occurrences"] = static_cast<double>(occurrences);
}

std::size_t size(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

void feed_evenkeel(benchmark::State& state) {
  evenkeel_whole(state, {feed(size(state))});
}
void feed_libical(benchmark::State& state) {
  libical_whole(state, {feed(size(state))});
}
void own_zones_evenkeel(benchmark::State& state) {
  evenkeel_whole(state, resources_with_own_zones(size(state)));
}
void own_zones_libical(benchmark::State& state) {
  libical_whole(state, resources_with_own_zones(size(state)));
}

BENCHMARK(feed_evenkeel)->Name("in all/evenkeel")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(feed_libical)->Name("in all/libical")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(own_zones_evenkeel)->Name("own zones/evenkeel")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(own_zones_libical)
    ->Name("own zones/libical")
    ->Arg(10'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenkeel::bench
