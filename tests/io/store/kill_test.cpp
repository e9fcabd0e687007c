// Killed at any instant, the store holds all of a commit or nothing of it (P15, P115).
#include "io/store/store_fixture.hpp"
#include "support/child_process.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <random>

namespace evenkeel {

namespace {

constexpr int rounds = 40;
constexpr int objects_per_batch = 60;

SourceBatch round_batch(int round) {
  std::vector<StoredObject> objects;
  for (int i = 0; i < objects_per_batch; ++i)
    objects.push_back(object("h" + std::to_string(i), std::to_string(round)));
  return batch(std::move(objects), std::to_string(round));
}

/// Commits without end; says so after each.
int commit_for_ever(const std::string& directory, int fd) {
  const auto store = opened(directory);
  for (int round = 1;; ++round) {
    if (!store->commit({"alex", "work"}, round_batch(round))) return 1;
    OutboxEntry made = entry("key", "dedup" + std::to_string(round));
    made.after = record("key", round);
    if (!store->enqueue({made})) return 2;
    const auto waiting = store->outbox();
    if (!waiting || waiting->empty()) return 3;
    if (!store->settle(waiting->front())) return 4;
    say(fd);
  }
}

/// Burns a random while, so that the kill falls anywhere between two commits.
void linger(std::mt19937& random) {
  const auto until = std::chrono::steady_clock::now() +
                     std::chrono::microseconds(std::uniform_int_distribution(0, 6000)(random));
  while (std::chrono::steady_clock::now() < until) {
  }
}

void expect_all_or_nothing(Store& store) {
  const std::string token = must(store.sync_state({"alex", "work"})).token.str();
  const auto objects = must(store.objects({"alex", "work"}));
  ASSERT_EQ(objects.size(), token.empty() ? 0U : static_cast<std::size_t>(objects_per_batch));
  for (const StoredObject& stored : objects) ASSERT_EQ(stored.etag.str(), token);

  const auto waiting = must(store.outbox());
  const auto records = must(store.publications());
  ASSERT_LE(waiting.size(), 1U);
  const int settled = records.empty() ? 0 : records.front().sequence;
  if (!waiting.empty()) {
    // Still to be sent: it must not count as sent.
    EXPECT_EQ(waiting.front().after.sequence, settled + 1);
    EXPECT_FALSE(must(store.was_sent(waiting.front().dedup)));
  }
  EXPECT_EQ(must(store.was_sent("dedup" + std::to_string(settled))), settled > 0);
}

}  // namespace

TEST(KilledStore, IsWholeWhenItIsOpenedAgain) {
  std::mt19937 random(20261121);  // a fixed seed; where the kill falls depends on the machine as well
  for (int round = 0; round < rounds; ++round) {
    const TemporaryDirectory directory;
    ChildProcess child([&](int fd) { return commit_for_ever(directory.path(), fd); });
    for (int heard = round % 4; heard > 0; --heard) ASSERT_TRUE(child.hear());
    linger(random);
    child.kill();
    const Expected<Opened> again = open_store(directory.path(), at(0), test_zones());
    ASSERT_TRUE(again.has_value()) << again.error().text;
    EXPECT_TRUE(again->warnings.empty()) << again->warnings.front().text;
    expect_all_or_nothing(*again->store);
  }
}

TEST(KilledStore, KeepsWhatWasSaidToBeDone) {
  const TemporaryDirectory directory;
  ChildProcess child([&](int fd) { return commit_for_ever(directory.path(), fd); });
  for (int heard = 0; heard < 5; ++heard) ASSERT_TRUE(child.hear());
  child.kill();
  const auto store = opened(directory.path());
  EXPECT_GE(std::stoi(must(store->sync_state({"alex", "work"})).token.str()), 5);
  EXPECT_TRUE(must(store->was_sent("dedup5")));
}

}  // namespace evenkeel
