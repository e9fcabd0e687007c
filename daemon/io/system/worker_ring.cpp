#include "io/system/worker_ring.hpp"

#include "io/system/system_error.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

namespace evenkeel::worker {

namespace {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

constexpr int size_seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

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

Expected<PassedMemory> make_passed_memory() {
  constexpr unsigned int no_exec =
      0x0008U;  // MFD_NOEXEC_SEAL, which vm.memfd_noexec may demand; from Linux 6.3 on
  constexpr unsigned int kind = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  Descriptor descriptor(memfd_create("evenkeel-answers", kind | no_exec));
  if (!descriptor.valid() && errno == EINVAL) descriptor = Descriptor(memfd_create("evenkeel-answers", kind));
  if (!descriptor.valid() || ftruncate(descriptor.get(), sizeof(SharedMemory)) != 0 ||
      fcntl(descriptor.get(), F_ADD_SEALS, size_seals) != 0) {
    return system_error("no memory for reading calendars", errno);
  }
  auto memory = take_passed_memory(descriptor.get());
  if (memory == nullptr) return system_error("no memory for reading calendars", errno);
  return PassedMemory{std::move(memory), std::move(descriptor)};
}

SharedMemoryOwner take_passed_memory(int descriptor) {
  struct stat file{};
  const int seals = fcntl(descriptor, F_GET_SEALS);
  const bool ours = seals >= 0 && (seals & size_seals) == size_seals && fstat(descriptor, &file) == 0 &&
                    file.st_size == sizeof(SharedMemory);
  if (!ours) return nullptr;
  void* const memory = mmap(nullptr, sizeof(SharedMemory), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  // What stands in it is what the other side put there.
  return SharedMemoryOwner(memory == MAP_FAILED ? nullptr : static_cast<SharedMemory*>(memory));
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
  const std::uint64_t there = memory_->written.load(std::memory_order_acquire) - taken_;
  if (there > ring_bytes) return false;
  if (there == 0) return true;
  const auto count = static_cast<std::size_t>(there);
  const std::size_t at = taken_ % ring_bytes;
  const std::size_t first = std::min(count, ring_bytes - at);
  into.append(memory_->bytes.data() + at, first);
  into.append(memory_->bytes.data(), count - first);
  taken_ += count;
  memory_->taken = taken_;
  if (memory_->waiting.exchange(0) != 0) {
    ++memory_->turn;
    futex(memory_->turn, FUTEX_WAKE, INT_MAX);
  }
  return true;
}

void RingReader::clear() {
  madvise(memory_, sizeof *memory_, MADV_REMOVE);
}

}  // namespace evenkeel::worker
