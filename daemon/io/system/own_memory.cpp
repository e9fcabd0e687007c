#include "io/system/own_memory.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>

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

namespace {

/// The code of one program or library: what nothing runs is mapped again from the file, page by page, when it
/// is. Never written, so nothing is lost.
int unmap_code(dl_phdr_info* loaded, std::size_t /*size*/, void* /*nothing*/) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  for (const ElfW(Phdr) & part : std::span(loaded->dlpi_phdr, loaded->dlpi_phnum)) {
    if (part.p_type != PT_LOAD || (part.p_flags & (PF_X | PF_W)) != PF_X) continue;
    const std::uintptr_t from = (loaded->dlpi_addr + part.p_vaddr) / page * page;
    const std::uintptr_t to = loaded->dlpi_addr + part.p_vaddr + part.p_memsz;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the addresses of a program's parts are told as numbers
    static_cast<void>(::madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED));
  }
  return 0;
}

}  // namespace

void give_back_memory() {
  ::malloc_trim(0);
  ::dl_iterate_phdr(unmap_code, nullptr);
}

}  // namespace evenkeel
