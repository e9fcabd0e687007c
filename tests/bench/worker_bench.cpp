// What it costs to read in a process of its own: the objects of a calendar, one job each. By the wall clock.
#include "bench/generated.hpp"
#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

#include <benchmark/benchmark.h>
#include <poll.h>

#include <stdexcept>

namespace evenkeel::bench {
namespace {

/// Submits all and waits until all have been read.
void read_through(Reader& reader, const std::vector<ical::Piece>& pieces) {
  std::size_t done = 0;
  for (const auto& piece : pieces) reader.submit({.id = done++, .text = piece.text, .options = {}});
  done = 0;
  while (done < pieces.size()) {
    if (reader.fd() >= 0) {
      pollfd waiting{.fd = reader.fd(), .events = POLLIN, .revents = 0};
      poll(&waiting, 1, -1);
    }
    for (const auto& [id, result] : reader.collect()) {
      if (!result) throw std::runtime_error(result.error().text);
      ++done;
    }
  }
}

void jobs(benchmark::State& state, Reader& reader) {
  const auto pieces = ical::split(feed(static_cast<std::size_t>(state.range(0))));
  read_through(reader, pieces->pieces);
  for (auto _ : state) read_through(reader, pieces->pieces);
}

void in_process(benchmark::State& state) {
  InProcessReader reader;
  jobs(state, reader);
}
void through_worker(benchmark::State& state) {
  auto reader = WorkerReader::start();
  if (!reader) throw std::runtime_error(reader.error().text);
  jobs(state, **reader);
}

BENCHMARK(in_process)->Name("jobs/in-process")->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(through_worker)->Name("jobs/worker")->Arg(10'000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenkeel::bench
