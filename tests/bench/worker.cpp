// What a process of its own for strangers' text costs:  bench_worker [OBJECTS [REPETITIONS]]
// The objects of a calendar, one job each, read here and read by the worker, in turn: all given at once as
// those of a feed are, and in batches, each waited for, as a multiget brings them. Prints the medians of what
// the processes computed together (CPU time), and of the wall clock, and the share that the worker adds.
#include "bench/generated.hpp"
#include "core/dav/requests.hpp"
#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace evenkeel;

/// Nanoseconds that a process and its children have computed.
double computed(const std::string& pid) {
  double sum = 0;
  std::ifstream("/proc/" + pid + "/schedstat") >> sum;
  std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
  for (std::string child; children >> child;) sum += computed(child);
  return sum;
}

/// Submits these and waits until all have been read.
void read_batch(Reader& reader, std::span<const ical::Piece> pieces) {
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

void read_through(Reader& reader, std::span<const ical::Piece> pieces, std::size_t batch) {
  for (std::size_t at = 0; at < pieces.size(); at += batch) {
    read_batch(reader, pieces.subspan(at, std::min(batch, pieces.size() - at)));
  }
}

struct Cost {
  std::vector<double> cpu, wall;  // milliseconds
};

void measure(Reader& reader, std::span<const ical::Piece> pieces, std::size_t batch, Cost& cost) {
  const std::string self = std::to_string(getpid());
  const double cpu = computed(self);
  const auto wall = std::chrono::steady_clock::now();
  read_through(reader, pieces, batch);
  cost.wall.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall).count());
  cost.cpu.push_back((computed(self) - cpu) / 1e6);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void compare(Reader& here, Reader& worker, std::span<const ical::Piece> pieces, std::size_t batch,
             int repetitions) {
  Cost in_process;
  Cost through_worker;
  for (int i = 0; i < repetitions; ++i) {
    measure(here, pieces, batch, in_process);
    measure(worker, pieces, batch, through_worker);
  }
  const auto line = [&](const char* what, const std::vector<double>& ours,
                        const std::vector<double>& theirs) {
    const double a = median(ours);
    const double b = median(theirs);
    fmt::print("{} objects, {} at a time, {}: here {:.1f} ms, through the worker {:.1f} ms ({:+.1f} %)\n",
               pieces.size(), batch, what, a, b, 100 * (b - a) / a);
  };
  line("CPU ", in_process.cpu, through_worker.cpu);
  line("wall", in_process.wall, through_worker.wall);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t objects = argc > 1 ? std::stoul(argv[1]) : 10'000;
  const int repetitions = argc > 2 ? std::stoi(argv[2]) : 21;
  auto worker = WorkerReader::start();
  if (!worker) return EXIT_FAILURE;
  InProcessReader here;
  const auto pieces = ical::split(bench::feed(objects));
  for (const std::size_t batch : {objects, dav::multiget_batch}) {
    read_through(**worker, pieces->pieces, batch);
    read_through(here, pieces->pieces, batch);
    compare(here, **worker, pieces->pieces, batch, repetitions);
  }
  return EXIT_SUCCESS;
}
