// Bytes from a worker to the service by way of memory that both have: no system call an answer, and what was
// written is still there when the writer has died. The reader believes nothing that stands in it: it takes a
// copy of at most as much as there can be, and only ever looks at the copy.
#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace evenkeel::worker {

/// How much may be on its way.
inline constexpr std::size_t ring_bytes = std::size_t{1} << 19U;

/// What both processes see. It has no name, so that nobody else can have it, and nobody can make it shorter.
struct SharedMemory {
  alignas(64) std::atomic<std::uint64_t> written;  // bytes since the writer began
  alignas(64) std::atomic<std::uint64_t> taken;
  std::atomic<std::uint64_t> progress;  // moves on while the writer does
  std::atomic<std::uint32_t> waiting;   // the writer has found no room
  std::atomic<std::uint32_t> turn;      // moves on when it may look again
  alignas(64) std::array<char, ring_bytes> bytes;
};

struct Unmap {
  void operator()(SharedMemory* memory) const;
};
using SharedMemoryOwner = std::unique_ptr<SharedMemory, Unmap>;

/// Without a descriptor: to be called before the fork of whom it is shared with.
[[nodiscard]] Expected<SharedMemoryOwner> make_shared_memory();

/// Memory that another program can be given, by its descriptor. Its size is sealed.
struct PassedMemory {
  SharedMemoryOwner memory;
  Descriptor descriptor;
};
[[nodiscard]] Expected<PassedMemory> make_passed_memory();
/// In that program; nothing where `descriptor` is not such memory.
[[nodiscard]] SharedMemoryOwner take_passed_memory(int descriptor);

/// The worker's side.
class RingWriter {
 public:
  /// Begins with nothing in it.
  explicit RingWriter(SharedMemory& memory);

  /// As much of `bytes` as there is room for, at once; how much that was.
  std::size_t write_some(std::string_view bytes);
  /// Tells who watches that there will be something.
  void get_on() { memory_.progress.fetch_add(1, std::memory_order_relaxed); }
  /// Until there is room for something more.
  void wait_for_room();

 private:
  [[nodiscard]] std::size_t room() const;

  SharedMemory& memory_;
  std::uint64_t written_ = 0;
};

/// The service's side.
class RingReader {
 public:
  explicit RingReader(SharedMemory& memory) : memory_(&memory) {}

  /// Appends what has come since the last time to `into`, and makes room for more. False when the writer
  /// claims what cannot be.
  [[nodiscard]] bool take(std::string& into);
  /// Another number each time that the writer, by its own account, got on.
  [[nodiscard]] std::uint64_t progress() const {
    return memory_->progress.load(std::memory_order_relaxed) +
           memory_->written.load(std::memory_order_relaxed);
  }
  /// Gives the memory back; nothing of what stood there is left for who comes next.
  void clear();

 private:
  SharedMemory* memory_;
  std::uint64_t taken_ = 0;  // our own count: the one in the memory is only told
};

}  // namespace evenkeel::worker
