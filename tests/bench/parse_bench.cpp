// From text to values: a whole feed at once, and cut into objects as the daemon does it.
#include "bench/generated.hpp"
#include "bench/libical_way.hpp"
#include "bench/our_way.hpp"

#include <benchmark/benchmark.h>

namespace evenkeel::bench {
namespace {

void per_object(benchmark::State& state, std::size_t bytes) {
  const auto objects = static_cast<double>(state.range(0));
  state.counters["each"] = benchmark::Counter(
      objects, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void parse_evenkeel(benchmark::State& state) {
  const auto text = feed(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(read_text(text));
  per_object(state, text.size());
}
void parse_libical(benchmark::State& state) {
  const auto text = feed(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(libical::parse(text));
  per_object(state, text.size());
}
void split_evenkeel(benchmark::State& state) {
  const auto text = feed(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ical::split(text));
  per_object(state, text.size());
}

BENCHMARK(parse_evenkeel)->Name("parse/evenkeel")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_libical)->Name("parse/libical")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(split_evenkeel)->Name("split/evenkeel")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenkeel::bench
