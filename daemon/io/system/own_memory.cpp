#include "io/system/own_memory.hpp"

#include <malloc.h>
#include <unistd.h>

#include <fstream>

namespace evenkeel {

std::uint64_t own_resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t whole = 0;
  std::uint64_t resident = 0;
  if (!(statm >> whole >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void keep_memory_low() {
  constexpr int large = 256 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, large);  // set, it no longer grows with what is freed
  ::mallopt(M_ARENA_MAX, 1);
}

void give_back_memory() {
  ::malloc_trim(0);
}

}  // namespace evenkeel
