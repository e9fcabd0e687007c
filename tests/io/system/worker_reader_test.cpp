#include "core/ical/limits.hpp"
#include "io/system/in_process_reader.hpp"
#include "io/system/worker_readers.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <poll.h>
#include <unistd.h>

#include <ctime>

namespace evenkeel {
namespace {

TEST(WorkerReader, AnswersAsReadingHereDoes) {
  Readers readers;
  InProcessReader here;
  const std::vector<std::string> texts{
      calendar("a"),
      "<html>",
      "",
      calendar("b",
               "RRULE:FREQ=DAILY\r\nATTENDEE;PARTSTAT=DECLINED:mailto:alex@example.org\r\nATTENDEE:mailto:x@"
               "y\r\n"),
      calendar("own@evenkeel", "DESCRIPTION:kept\r\n"),
      calendar("c", "EXDATE:never\r\n"),
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:bad\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"};
  const ical::ReadOptions options{{Address{"alex@example.org"}}, true};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    readers.submit(i, texts[i], options);
    here.submit({i, texts[i], options});
  }
  const auto there = readers.all();
  const auto expected = here.collect();
  ASSERT_EQ(there.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(there[i].first, expected[i].first);
    ASSERT_EQ(there[i].second.has_value(), expected[i].second.has_value()) << i;
    if (!expected[i].second) {
      EXPECT_EQ(there[i].second.error(), expected[i].second.error());
      continue;
    }
    EXPECT_EQ(there[i].second->objects, expected[i].second->objects);
    EXPECT_EQ(there[i].second->warnings, expected[i].second->warnings);
  }
}

TEST(WorkerReader, ManyJobsAndLargeOnes) {
  WorkerLimits limits;
  limits.job = 10min;  // how long the large one takes is the machine's and the compiler's
  limits.cpu = 20min;
  Readers readers(limits);
  for (std::uint64_t id = 0; id < 5'000; ++id) readers.submit(id, calendar(std::to_string(id)));
  std::string large = "BEGIN:VCALENDAR\r\n";
  for (int i = 0; i < 50'000; ++i) {
    large += "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "\r\nDTSTART:20261121\r\nEND:VEVENT\r\n";
  }
  readers.submit(5'000, large + "END:VCALENDAR\r\n");
  const auto results = readers.all();
  ASSERT_EQ(results.size(), 5'001U);
  for (std::uint64_t id = 0; id < 5'000; ++id) {
    ASSERT_EQ(results[id].first, id);
    ASSERT_TRUE(results[id].second);
    EXPECT_EQ(results[id].second->objects.at(0).uid, Uid{std::to_string(id)});
  }
  ASSERT_TRUE(results[5'000].second);
  EXPECT_EQ(results[5'000].second->objects.size(), 50'000U);
}

// A worker is slower than we are, so that something always waits for it: the room of all that was sent must
// not stay. Of the allocator, because nobody else knows.
TEST(WorkerReader, WhatWasSentLeavesNoRoomBehind) {
  Readers readers;
  const std::string text(std::size_t{1} << 18U, 'x');
  const std::size_t before = ::mallinfo2().hblkhd;
  for (std::uint64_t id = 0; id < 128; ++id) readers.submit(id, text);
  EXPECT_EQ(readers.all().size(), 128U);
  EXPECT_LT(::mallinfo2().hblkhd, before + (std::size_t{1} << 20U));
}

TEST(WorkerReader, P05_ADeadWorkerCostsTheOneObject) {
  for (const auto* how : {"crash", "segfault", "leave", "open", "connect", "fork", "kill", "executable"}) {
    Readers readers;
    readers.submit(1, calendar("before"));
    readers.submit(2, how);
    readers.submit(3, calendar("after"));
    readers.submit(4, how);
    readers.submit(5, calendar("last"));
    const auto results = readers.by_id();
    ASSERT_EQ(results.size(), 5U) << how;
    for (const std::uint64_t id : {1U, 3U, 5U}) EXPECT_TRUE(results.at(id)) << how << " " << id;
    for (const std::uint64_t id : {2U, 4U}) {
      ASSERT_FALSE(results.at(id)) << how;
      EXPECT_EQ(results.at(id).error().kind, ErrorKind::refused) << how;
    }
  }
}

// The memory that answers come by is the worker's to write: what it writes there is no answer, and costs the
// one object.
TEST(WorkerReader, AWorkerThatFillsTheSharedMemoryWithNonsenseCostsTheOneObject) {
  Readers readers;
  const std::string where = shared_memory();
  ASSERT_NE(where, "");
  readers.submit(1, calendar("before"));
  readers.submit(2, "scribble " + where);
  readers.submit(3, calendar("after"));
  const auto results = readers.by_id();
  ASSERT_EQ(results.size(), 3U);
  EXPECT_TRUE(results.at(1));
  EXPECT_TRUE(results.at(3));
  ASSERT_FALSE(results.at(2));
  EXPECT_EQ(results.at(2).error().text, "the reading process gave no sensible answer to it");
}

TEST(WorkerReader, AWorkerThatOnlyTalksDoesNotHoldTheServiceUp) {
  Readers readers;
  readers.submit(1, calendar("before"));
  readers.submit(2, "chatter");
  readers.submit(3, calendar("after"));
  const auto begin = std::chrono::steady_clock::now();
  const auto results = readers.by_id();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  EXPECT_TRUE(results.at(1));
  EXPECT_TRUE(results.at(3));
  ASSERT_FALSE(results.at(2));
  EXPECT_EQ(results.at(2).error().text, "the reading process gave no sensible answer to it");
}

TEST(WorkerReader, WhatThrowsIsAnAnswer) {
  Readers readers;
  readers.submit(1, "throw");
  readers.submit(2, calendar("after"));
  const auto results = readers.by_id();
  ASSERT_FALSE(results.at(1));
#ifdef __SANITIZE_ADDRESS__
  // The sanitizer's hook on throw makes a system call that the worker may not make: it costs the job all the
  // same.
  EXPECT_EQ(results.at(1).error().kind, ErrorKind::refused);
#else
  EXPECT_EQ(results.at(1).error().text, "reading it failed");
#endif
  EXPECT_TRUE(results.at(2));
}

TEST(WorkerReader, TheWorkerHasNoDescriptorOfOurs) {
  const int ours = open("/dev/null", O_WRONLY);  // inheritable
  Readers readers;
  readers.submit(1, "write");
  const auto results = readers.by_id();
  close(ours);
  ASSERT_FALSE(results.at(1));
  EXPECT_EQ(results.at(1).error().text, "impossible");
}

TEST(WorkerReader, AWorkerLeavesWhenThereIsNothingToDoAndAnotherComes) {
  WorkerLimits limits;
  limits.idle = 1s;
  Readers readers(limits);
  readers.submit(1, calendar("a"));
  EXPECT_TRUE(readers.by_id().at(1));
  // Its leaving is announced too.
  pollfd waiting{(*readers).fd(), POLLIN, 0};
  ASSERT_EQ(poll(&waiting, 1, 10'000), 1);
  EXPECT_TRUE((*readers).collect().empty());
  waiting.revents = 0;
  EXPECT_EQ(poll(&waiting, 1, 0), 0);
  readers.submit(2, calendar("b"));
  EXPECT_TRUE(readers.by_id().at(2));
}

TEST(WorkerReader, ATiredWorkerMakesWayWithoutLosingAnything) {
  WorkerLimits limits;
  limits.job = 20s;
  limits.cpu = 2s;  // half of it is used up by two jobs
  Readers readers(
      limits, [](std::string_view text, const ical::ReadOptions& options, const ical::GoingOn& /*going_on*/) {
        const auto begin = std::clock();
        while (std::clock() - begin < CLOCKS_PER_SEC * 6 / 10) continue;
        return ical::read(text, options);
      });
  for (std::uint64_t id = 0; id < 4; ++id) readers.submit(id, calendar("x"));
  const auto results = readers.by_id();
  ASSERT_EQ(results.size(), 4U);
  for (const auto& [id, result] : results) EXPECT_TRUE(result) << id;
}

// A machine out of memory, or a person, may end the process that starts workers.
TEST(WorkerReader, ANurseryThatIsLostIsReplaced) {
  Readers readers({}, &obey, &worker::fork_nursery);
  readers.submit(1, calendar("before"));
  EXPECT_TRUE(readers.by_id().at(1));
  const pid_t lost = end_nursery();
  for (std::uint64_t id = 2; id < 50; ++id) readers.submit(id, calendar("after"));
  auto results = readers.by_id();
  for (std::uint64_t id = 2; id < 50; ++id) EXPECT_TRUE(results.at(id)) << id;
  EXPECT_NE(nursery(), lost);
  EXPECT_EQ(kill(lost, 0), -1) << "it is not waited for";
  // And the next one too, while its worker is at something.
  readers.submit(50, calendar("more"));
  end_nursery();
  EXPECT_TRUE(readers.by_id().at(50));
}

TEST(WorkerReader, WithoutANurseryNothingIsReadAndNothingCondemned) {
  Readers readers;
  end_nursery();
  for (std::uint64_t id = 1; id < 3; ++id) readers.submit(id, calendar("a"));
  for (const auto& [id, result] : readers.by_id()) {
    ASSERT_FALSE(result) << id;
    EXPECT_EQ(result.error().kind, ErrorKind::transient);
  }
}

// What cannot be started now may be started later.
TEST(WorkerReader, ANurseryIsTriedAgainWithTheNextJob) {
  static int refused = 0;
  refused = 2;
  Readers readers({}, &obey,
                  [](const WorkerLimits& limits, WorkerTask task) -> Expected<worker::NurseryWithMemory> {
                    if (refused-- > 0) return fail(ErrorKind::transient, "no process today");
                    return worker::fork_nursery(limits, task);
                  });
  end_nursery();
  for (std::uint64_t id = 1; id < 3; ++id) {
    readers.submit(id, calendar("a"));
    const auto results = readers.by_id();
    ASSERT_FALSE(results.at(id));
    EXPECT_EQ(results.at(id).error().text, "no process today");
  }
  readers.submit(3, calendar("a"));
  EXPECT_TRUE(readers.by_id().at(3));
}

TEST(WorkerReader, TooLargeIsAnnouncedToo) {
  Readers readers;
  readers.submit(1, std::string(ical::limits::stream_bytes + 1, 'x'));
  const auto results = readers.by_id();
  ASSERT_FALSE(results.at(1));
  EXPECT_EQ(results.at(1).error().kind, ErrorKind::refused);
}

TEST(WorkerReader, SubmitDoesNotWaitForTheWorker) {
  Readers readers;
  readers.submit(1, "hang");
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t id = 2; id < 50; ++id)
    readers.submit(id, calendar("x", "X-LONG:" + std::string(100'000, 'x') + "\r\n"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s);
  const auto results = readers.by_id();
  EXPECT_FALSE(results.at(1));
  for (std::uint64_t id = 2; id < 50; ++id) EXPECT_TRUE(results.at(id));
}

}  // namespace
}  // namespace evenkeel
