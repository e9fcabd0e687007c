// What a process of its own for strangers' text costs:  bench_worker [OBJECTS [REPETITIONS]]
// The objects of a calendar, one job each, read here and read by the worker, in turn. Prints the medians of
// what the processes computed together (CPU time), and of the wall clock, and the share that the worker adds.
#include "bench/generated.hpp"
#include "io/system/in_process_reader.hpp"
#include "io/system/worker_reader.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
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

struct Cost {
  std::vector<double> cpu, wall;  // milliseconds
};

void measure(Reader& reader, const std::vector<ical::Piece>& pieces, Cost& cost) {
  const std::string self = std::to_string(getpid());
  const double cpu = computed(self);
  const auto wall = std::chrono::steady_clock::now();
  read_through(reader, pieces);
  cost.wall.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall).count());
  cost.cpu.push_back((computed(self) - cpu) / 1e6);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t objects = argc > 1 ? std::stoul(argv[1]) : 10'000;
  const int repetitions = argc > 2 ? std::stoi(argv[2]) : 21;
  auto worker = WorkerReader::start();
  if (!worker) return EXIT_FAILURE;
  InProcessReader here;
  const auto pieces = ical::split(bench::feed(objects));
  read_through(**worker, pieces->pieces);
  read_through(here, pieces->pieces);
  Cost in_process;
  Cost through_worker;
  for (int i = 0; i < repetitions; ++i) {
    measure(here, pieces->pieces, in_process);
    measure(**worker, pieces->pieces, through_worker);
  }
  const auto line = [](const char* what, const std::vector<double>& ours, const std::vector<double>& theirs) {
    const double a = median(ours);
    const double b = median(theirs);
    fmt::print("{}: here {:.1f} ms, through the worker {:.1f} ms ({:+.1f} %)\n", what, a, b,
               100 * (b - a) / a);
  };
  line("CPU ", in_process.cpu, through_worker.cpu);
  line("wall", in_process.wall, through_worker.wall);
  return EXIT_SUCCESS;
}
