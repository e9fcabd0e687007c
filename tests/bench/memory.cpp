// How much memory a calendar takes at its peak:  bench_memory evenkeel|objects|libical COUNT
//   evenkeel  cut into objects, each read, encoded for the store and let go: what the daemon does
//   objects   all of them decoded and kept
//   libical   the whole tree of icalparser
// Prints the peak (VmHWM, in MB), and what of it is beyond the text itself.
#include "bench/generated.hpp"
#include "bench/libical_way.hpp"
#include "bench/our_way.hpp"
#include "core/calendar/codec.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

using namespace evenkeel;

/// A line of /proc/self/status in MB.
long long status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    long long kilobytes = 0;
    if (word == name && file >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

std::size_t one_by_one(const std::string& text) {
  std::size_t bytes = 0;
  const auto pieces = ical::split(text);
  for (const auto& piece : pieces->pieces) {
    for (const auto& object : bench::read_text(piece.text)) bytes += encode(object).size();
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return EXIT_FAILURE;
  const std::string way = argv[1];
  const auto text = bench::feed(std::stoul(argv[2]));
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
  const auto before = status("VmRSS:");
  std::size_t seen = 0;
  if (way == "evenkeel") seen = one_by_one(text);
  if (way == "objects") seen = bench::read_text(text).size();
  if (way == "libical") seen = bench::libical::parse(text) != nullptr ? 1 : 0;
  const auto peak = status("VmHWM:");
  fmt::print("{}: {} MB at the peak, {} MB of it beyond a text of {} MB\n", way, peak, peak - before,
             text.size() >> 20U);
  return seen == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
