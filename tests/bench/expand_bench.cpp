// Decoded objects to the occurrences of 2026, zones loaded: the mixed calendar, and one kind of series at a
// time. "each" is the time an occurrence takes.
#include "bench/generated.hpp"
#include "bench/libical_way.hpp"
#include "bench/our_way.hpp"

#include <benchmark/benchmark.h>

namespace evenkeel::bench {
namespace {

void per_occurrence(benchmark::State& state, std::size_t occurrences) {
  state.counters["occurrences"] = static_cast<double>(occurrences);
  state.counters["each"] =
      benchmark::Counter(static_cast<double>(occurrences),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void expand_ours(benchmark::State& state, const std::vector<CalendarObject>& objects) {
  Zones zones(read_zoneinfo);
  std::size_t occurrences = 0;
  const auto count = [&](const std::vector<Occurrence>& some) { occurrences += some.size(); };
  expand_each(objects, zones, count);
  for (auto _ : state) {
    occurrences = 0;
    expand_each(objects, zones, count);
  }
  per_occurrence(state, occurrences);
}

void expand_evenkeel(benchmark::State& state) {
  expand_ours(state, read_text(feed(static_cast<std::size_t>(state.range(0)))));
}
std::vector<libical::Tree> tree_of(std::size_t objects) {
  std::vector<libical::Tree> trees;
  trees.push_back(libical::parse(feed(objects)));
  return trees;
}
void expand_libical(benchmark::State& state) {
  const auto trees = tree_of(static_cast<std::size_t>(state.range(0)));
  std::size_t occurrences = libical::expand(trees).size();
  for (auto _ : state) occurrences = libical::expand(trees).size();
  per_occurrence(state, occurrences);
}
void iterate_libical(benchmark::State& state) {
  const auto trees = tree_of(static_cast<std::size_t>(state.range(0)));
  std::size_t occurrences = libical::iterate(trees);
  for (auto _ : state) occurrences = libical::iterate(trees);
  per_occurrence(state, occurrences);
}

BENCHMARK(expand_evenkeel)->Name("expand/evenkeel")->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(expand_libical)->Name("expand/libical")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(iterate_libical)->Name("iterate/libical")->Arg(10'000)->Unit(benchmark::kMillisecond);

constexpr std::size_t copies = 500;

/// Many times the same series, both ways; libical with its iterator, what does not recur with its loop.
void add_series(const std::string& name, const std::string& start, const std::string& rule) {
  const bool date = start.size() == 8;
  const auto when = date ? "DTSTART;VALUE=DATE:" + start + "\r\n"
                         : "DTSTART;TZID=Europe/Berlin:" + start + "\r\nDURATION:PT1H\r\n";
  const auto text = resource("one", when, rule.empty() ? "" : "RRULE:" + rule + "\r\n");
  benchmark::RegisterBenchmark((name + "/evenkeel").c_str(), [text](benchmark::State& state) {
    expand_ours(state, read_all(std::vector<std::string>(copies, text)));
  });
  benchmark::RegisterBenchmark((name + "/libical").c_str(), [text, rule](benchmark::State& state) {
    std::vector<libical::Tree> trees;
    for (std::size_t i = 0; i < copies / 50; ++i) trees.push_back(libical::parse(text));
    const auto count = [&] { return rule.empty() ? libical::expand(trees).size() : libical::iterate(trees); };
    std::size_t occurrences = count();
    for (auto _ : state) occurrences = count();
    per_occurrence(state, occurrences);
  });
}

const bool added = [] {
  add_series("single", "20260310T090000", "");
  add_series("all-day", "20260310", "");
  add_series("daily", "20250101T090000", "FREQ=DAILY");
  add_series("daily since 1970", "19700101T090000", "FREQ=DAILY");
  add_series("daily, COUNT", "20250101T090000", "FREQ=DAILY;COUNT=30000");
  add_series("daily since 1970, COUNT", "19700101T090000", "FREQ=DAILY;COUNT=30000");
  add_series("daily, BYMONTH, COUNT", "20250101T090000", "FREQ=DAILY;BYMONTH=1,2,3,4,5,6;COUNT=30000");
  add_series("daily since 1970, BYMONTH, COUNT", "19700101T090000",
             "FREQ=DAILY;BYMONTH=1,2,3,4,5,6;COUNT=30000");
  add_series("daily since 1970, BYDAY, COUNT", "19700101T090000",
             "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=30000");
  add_series("weekly", "20250106T090000", "FREQ=WEEKLY");
  add_series("weekly since 1970, COUNT", "19700105T090000", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=30000");
  add_series("monthly by weekday", "20250114T090000", "FREQ=MONTHLY;BYDAY=2TU");
  add_series("monthly by last day", "20250131T090000", "FREQ=MONTHLY;BYMONTHDAY=-1");
  add_series("monthly since 1970, COUNT", "19700131T090000", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3000");
  add_series("yearly", "20250310T090000", "FREQ=YEARLY");
  add_series("yearly, dates", "20250310", "FREQ=YEARLY");
  add_series("yearly by weekday", "20250331T090000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1MO");
  add_series("hourly, BYHOUR", "20250101T090000", "FREQ=HOURLY;BYHOUR=9,12,15");
  return true;
}();

}  // namespace
}  // namespace evenkeel::bench
