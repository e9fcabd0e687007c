#include "io/system/worker_ring.hpp"

#include "io/system/system_error.hpp"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace evenkeel::worker {

namespace {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

// Not the private kind: the other one is another process.
void futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) {
  syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), operation, value, nullptr, nullptr, 0);
}

}  // namespace

void Unmap::operator()(SharedMemory* memory) const {
  munmap(memory, sizeof *memory);
}

Expected<SharedMemoryOwner> make_shared_memory() {
  void* const memory =
      mmap(nullptr, sizeof(SharedMemory), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return system_error("no memory for reading calendars", errno);
  return SharedMemoryOwner(new (memory) SharedMemory);  // as the kernel gave it: all zero
}

RingWriter::RingWriter(SharedMemory& memory) : memory_(memory) {
  memory_.taken = 0;
  memory_.waiting = 0;
  memory_.written = 0;
}

std::size_t RingWriter::room() const {
  return ring_bytes - static_cast<std::size_t>(written_ - memory_.taken);
}

std::size_t RingWriter::write_some(std::string_view bytes) {
  const std::size_t count = std::min(bytes.size(), room());
  const std::size_t at = written_ % ring_bytes;
  const std::size_t first = std::min(count, ring_bytes - at);
  std::memcpy(memory_.bytes.data() + at, bytes.data(), first);
  std::memcpy(memory_.bytes.data(), bytes.data() + first, count - first);
  written_ += count;
  memory_.written.store(written_, std::memory_order_release);
  return count;
}

void RingWriter::wait_for_room() {
  while (room() == 0) {
    const std::uint32_t turn = memory_.turn;
    memory_.waiting = 1;
    if (room() == 0) futex(memory_.turn, FUTEX_WAIT, turn);
  }
}

bool RingReader::take(std::string& into) {
  const std::uint64_t there = memory_.written.load(std::memory_order_acquire) - taken_;
  if (there > ring_bytes) return false;
  if (there == 0) return true;
  const auto count = static_cast<std::size_t>(there);
  const std::size_t at = taken_ % ring_bytes;
  const std::size_t first = std::min(count, ring_bytes - at);
  into.append(memory_.bytes.data() + at, first);
  into.append(memory_.bytes.data(), count - first);
  taken_ += count;
  memory_.taken = taken_;
  if (memory_.waiting.exchange(0) != 0) {
    ++memory_.turn;
    futex(memory_.turn, FUTEX_WAKE, INT_MAX);
  }
  return true;
}

void RingReader::clear() {
  madvise(&memory_, sizeof memory_, MADV_REMOVE);
}

}  // namespace evenkeel::worker
