#include "io/system/worker_ring.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <thread>

namespace evenkeel::worker {
namespace {

class WorkerRing : public testing::Test {
 protected:
  /// All that is there.
  std::string taken() {
    std::string bytes;
    EXPECT_TRUE(reader.take(bytes));
    return bytes;
  }

  SharedMemoryOwner memory = std::move(*make_shared_memory());
  RingWriter writer{*memory};
  RingReader reader{*memory};
};

/// Bytes of which no two stretches are alike.
std::string bytes(std::size_t count, std::size_t from = 0) {
  std::string result;
  while (result.size() < count) result += std::to_string(from++) + " ";
  result.resize(count);
  return result;
}

TEST_F(WorkerRing, GivesWhatWasWrittenOnceAndInOrder) {
  EXPECT_EQ(taken(), "");
  EXPECT_EQ(writer.write_some("ab"), 2U);
  EXPECT_EQ(writer.write_some("c"), 1U);
  EXPECT_EQ(taken(), "abc");
  EXPECT_EQ(taken(), "");
}

TEST_F(WorkerRing, GoesRoundItsEnd) {
  std::string expected;
  std::string got;
  for (std::size_t i = 0; i < 50; ++i) {
    const std::string part = bytes(ring_bytes / 7 + i, i * 1'000'000);
    ASSERT_EQ(writer.write_some(part), part.size());
    expected += part;
    got += taken();
  }
  EXPECT_TRUE(got == expected);
}

TEST_F(WorkerRing, TakesNoMoreThanThereIsRoomFor) {
  const std::string much = bytes(ring_bytes + 100);
  EXPECT_EQ(writer.write_some(much), ring_bytes);
  EXPECT_EQ(writer.write_some("x"), 0U);
  EXPECT_TRUE(taken() == much.substr(0, ring_bytes));
  EXPECT_EQ(writer.write_some("x"), 1U);
  EXPECT_EQ(taken(), "x");
}

TEST_F(WorkerRing, AWriterWaitsForRoomAndIsWoken) {
  const std::string much = bytes(20 * ring_bytes);
  std::jthread other([&] {
    for (std::string_view rest = much; !rest.empty();) {
      writer.wait_for_room();
      rest.remove_prefix(writer.write_some(rest));
    }
  });
  std::string got;
  while (got.size() < much.size()) {
    if (const std::string part = taken(); part.empty()) {
      std::this_thread::yield();
    } else {
      got += part;
    }
  }
  EXPECT_TRUE(got == much);
}

// Whatever a hostile writer puts into the memory, nothing outside of the ring is read: what it may claim is
// at most that the ring is full.
TEST_F(WorkerRing, NoCountIsBelieved) {
  std::string into;
  for (const std::uint64_t claim : {ring_bytes + 1, std::size_t{1} << 40U, SIZE_MAX}) {
    memory->written = claim;
    EXPECT_FALSE(reader.take(into)) << claim;
  }
  EXPECT_EQ(into, "");
  memory->written = ring_bytes;
  EXPECT_TRUE(reader.take(into));
  EXPECT_EQ(into.size(), ring_bytes);
  memory->written = 3;  // less than before
  EXPECT_FALSE(reader.take(into));
  // Where the reader stands is its own to know.
  memory->written = ring_bytes + 5;
  memory->taken = 0;
  into.clear();
  EXPECT_TRUE(reader.take(into));
  EXPECT_EQ(into.size(), 5U);
}

TEST_F(WorkerRing, NothingIsLeftForTheNextWriter) {
  writer.write_some("strangers' text");
  reader.clear();
  EXPECT_EQ(memory->bytes[0], 0);
  RingWriter next(*memory);
  reader = RingReader(*memory);
  next.write_some("new");
  EXPECT_EQ(taken(), "new");
}

// Handed on by a descriptor it is the same memory, and no one can take it away from under the other.
TEST(PassedMemory, IsSharedAndCannotBeMadeShorter) {
  const auto passed = make_passed_memory();
  ASSERT_TRUE(passed);
  const auto there = take_passed_memory(passed->descriptor.get());
  ASSERT_NE(there, nullptr);
  RingWriter writer(*there);
  writer.write_some("abc");
  RingReader reader(*passed->memory);
  std::string got;
  EXPECT_TRUE(reader.take(got));
  EXPECT_EQ(got, "abc");
  EXPECT_NE(ftruncate(passed->descriptor.get(), 0), 0);
  reader.clear();
  EXPECT_EQ(there->bytes[0], 0);
}

TEST(PassedMemory, NothingElseIsTakenForIt) {
  const Descriptor file(open("/dev/zero", O_RDWR));
  EXPECT_EQ(take_passed_memory(file.get()), nullptr);
  EXPECT_EQ(take_passed_memory(-1), nullptr);
  const Descriptor unsealed(memfd_create("x", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  ASSERT_EQ(ftruncate(unsealed.get(), sizeof(SharedMemory)), 0);
  EXPECT_EQ(take_passed_memory(unsealed.get()), nullptr);
}

}  // namespace
}  // namespace evenkeel::worker
