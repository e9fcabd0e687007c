// What one object may cost, and the others while it is read.
#include "io/system/worker_readers.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace evenkeel {
namespace {

TEST(WorkerReaderLimits, P05_AnOverrunCostsTheOneObjectAndLittleTime) {
  WorkerLimits limits;
  limits.job = 100ms;
  Readers readers(limits);
  readers.submit(1, calendar("before"));
  readers.submit(2, "hang");
  readers.submit(3, calendar("after"));
  const auto begin = std::chrono::steady_clock::now();
  const auto results = readers.by_id();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  EXPECT_TRUE(results.at(1));
  ASSERT_FALSE(results.at(2));
  EXPECT_EQ(results.at(2).error().text, "reading it took too long");
  EXPECT_TRUE(results.at(3));
}

TEST(WorkerReaderLimits, WhatGetsOnMayComputeLongerThanOneJob) {
  WorkerLimits limits;
  limits.job = 600ms;  // of 1,200
  Readers readers(limits);
  readers.submit(1, "compute");
  readers.submit(2, "compute and say so");
  readers.submit(3, calendar("after"));
  const auto results = readers.by_id();
  ASSERT_FALSE(results.at(1));
  EXPECT_EQ(results.at(1).error().text, "reading it took too long");
  EXPECT_TRUE(results.at(2));
  EXPECT_TRUE(results.at(3));
}

// On a busy machine a job may take long on the wall: the others are not held up by that, and it is not lost.
TEST(WorkerReaderLimits, WhoeverTakesLongStandsAsideForOtherSources) {
  WorkerLimits limits;
  limits.job = 10s;
  limits.alone = 100ms;
  Readers readers(limits);
  readers.submit(1, "compute", {}, 1);
  for (std::uint64_t id = 2; id < 5; ++id) readers.submit(id, calendar("x"), {}, 2);
  const auto results = readers.all();
  ASSERT_EQ(results.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(results[i].first, i + 2);
  EXPECT_TRUE(results[3].second);
}

TEST(WorkerReaderLimits, NeitherStandingStillNorSayingSoHelps) {
  WorkerLimits limits;
  limits.job = 50ms;  // on the wall 40 times as much where it says that it gets on
  for (const auto* how : {"stop", "say so without end"}) {
    Readers readers(limits);
    readers.submit(1, how);
    const auto results = readers.by_id();
    ASSERT_FALSE(results.at(1)) << how;
    EXPECT_EQ(results.at(1).error().text, "reading it took too long") << how;
  }
}

// However many objects of a source hang, another source waits for one of them, once: its answers come before
// the first of theirs is given up. And one takes less than two seconds.
TEST(WorkerReaderLimits, ASourceWaitsForOneHangingObjectOfAnotherAtMost) {
  EXPECT_LT(WorkerLimits{}.job, 2s);
  WorkerLimits limits;
  limits.job = 100ms;
  Readers readers(limits);
  for (std::uint64_t id = 0; id < 3; ++id) readers.submit(id, "hang", {}, 1);
  for (std::uint64_t id = 10; id < 20; ++id) readers.submit(id, calendar("x"), {}, 2);
  const auto results = readers.all();
  ASSERT_EQ(results.size(), 13U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(results[i].first, 10 + i);
  for (std::size_t i = 10; i < 13; ++i) EXPECT_FALSE(results[i].second);
}

#ifndef __SANITIZE_ADDRESS__
TEST(WorkerReaderLimits, P05_MemoryHasAnEnd) {
  WorkerLimits limits;
  limits.job = 20s;
  limits.memory_bytes = std::size_t{256} << 20U;
  Readers readers(limits);
  readers.submit(1, "eat");
  readers.submit(2, calendar("after"));
  const auto results = readers.by_id();
  ASSERT_FALSE(results.at(1));
  EXPECT_EQ(results.at(1).error().text, "reading it takes more memory than allowed");
  EXPECT_TRUE(results.at(2));
}
#endif

TEST(WorkerReaderLimits, CpuTimeHasAnEnd) {
  WorkerLimits limits;
  limits.job = 20s;
  limits.cpu = 1s;
  Readers readers(limits);
  readers.submit(1, "hang");
  readers.submit(2, calendar("after"));
  const auto results = readers.by_id();
  EXPECT_FALSE(results.at(1));
  EXPECT_TRUE(results.at(2));
}

}  // namespace
}  // namespace evenkeel
