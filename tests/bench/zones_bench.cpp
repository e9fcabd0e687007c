// Civil times of a year to instants, one after the other and all over the year.
#include "bench/our_way.hpp"
#include "core/time/zone_walk.hpp"

#include <benchmark/benchmark.h>
#include <libical/ical.h>

namespace evenkeel::bench {
namespace {

constexpr int times = 4'096;

LocalTime time_number(int i) {
  return LocalTime{std::chrono::local_days{std::chrono::year{2026} / 1 / 1}} +
         Seconds{7'699 * (i * 613 % times)};
}

void each_time(benchmark::State& state) {
  state.counters["each"] =
      benchmark::Counter(times, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void lookup_evenkeel(benchmark::State& state) {
  Zones zones(read_zoneinfo);
  const Zone& zone = *zones.named("Europe/Berlin");
  for (auto _ : state) {
    for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(zone.to_instant(time_number(i)));
  }
  each_time(state);
}

void walk_evenkeel(benchmark::State& state) {
  Zones zones(read_zoneinfo);
  for (auto _ : state) {
    ZoneWalk walk(*zones.named("Europe/Berlin"));
    for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(walk.to_instant(time_number(0) + Hours{2 * i}));
  }
  each_time(state);
}

void resolve_evenkeel(benchmark::State& state) {
  Zones zones(read_zoneinfo);
  const TzId name{state.range(0) == 0 ? "Europe/Berlin" : "W. Europe Standard Time"};
  const Zone& owner = *zones.named("Europe/London");
  for (auto _ : state) {
    for (int i = 0; i < times; ++i) benchmark::DoNotOptimize(zones.resolve(name, {}, std::nullopt, owner));
  }
  each_time(state);
}

void lookup_libical(benchmark::State& state) {
  auto* zone = icaltimezone_get_builtin_timezone("Europe/Berlin");
  for (auto _ : state) {
    for (int i = 0; i < times; ++i) {
      const auto seconds = time_number(i).time_since_epoch().count();
      const auto local = icaltime_from_timet_with_zone(static_cast<time_t>(seconds), 0, nullptr);
      benchmark::DoNotOptimize(icaltime_as_timet_with_zone(local, zone));
    }
  }
  each_time(state);
}

BENCHMARK(lookup_evenkeel)->Name("zone/evenkeel");
BENCHMARK(lookup_libical)->Name("zone/libical");
BENCHMARK(walk_evenkeel)->Name("zone walk/evenkeel");
BENCHMARK(resolve_evenkeel)->Name("resolve/evenkeel")->Arg(0)->Arg(1);

}  // namespace
}  // namespace evenkeel::bench
