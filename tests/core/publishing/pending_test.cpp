// What is under way when a cycle begins: kept, landed unnoticed, or not wanted any more.
#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Writes the decisions down as the store would, without any effect.
void enqueue(Cycle& cycle) {
  for (const PublicationRecord& record : cycle.observed.changed) cycle.remember(record);
  for (const PublicationRecord& record : cycle.decided.records) cycle.remember(record);
  for (OutboxEntry entry : cycle.decided.entries) {
    entry.id = static_cast<std::int64_t>(cycle.pending.size()) + 1;
    cycle.pending.push_back(std::move(entry));
  }
}

Publication later() {
  Publication result = pick_up();
  result.content.time = ZonedSpan{local(11, 24, 15, 30), local(11, 24, 16), &london()};
  result.time.start = at(11, 24, 15, 30);
  return result;
}

TEST(Pending, aCreateThatWaitsIsNotDecidedTwice) {
  Cycle cycle;
  cycle.ours = {pick_up()};
  cycle.run();
  enqueue(cycle);
  cycle.now += Hours{1};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_THAT(cycle.decided.discard, IsEmpty());
}

TEST(Pending, aCreateThatLandedIsSettled) {
  Cycle cycle;
  cycle.ours = {pick_up()};
  cycle.run();
  enqueue(cycle);
  cycle.theirs = {stored(identity().uid(pick_up().key, 0), pick_up().content)};
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, SizeIs(1));
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_THAT(cycle.decided.discard, IsEmpty());
}

TEST(Pending, aCreateThatLandedAndWasMovedIsAMove) {
  Cycle cycle;
  cycle.ours = {pick_up()};
  cycle.run();
  enqueue(cycle);
  cycle.theirs = {stored(identity().uid(pick_up().key, 0), later().content)};
  cycle.run();
  EXPECT_TRUE(cycle.record(pick_up().key).moved);
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(Pending, aCreateThatIsNotWantedAnyMoreIsDropped) {
  Cycle cycle;
  cycle.ours = {pick_up()};
  cycle.run();
  enqueue(cycle);
  cycle.ours = {};
  cycle.run();
  EXPECT_THAT(cycle.decided.discard, ElementsAre(1));
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(Pending, anUpdateThatLandedIsNoEdit) {
  Cycle cycle;
  cycle.publish({pick_up()});
  cycle.ours = {later()};
  cycle.run();
  enqueue(cycle);
  cycle.theirs = {stored(identity().uid(pick_up().key, 0), later().content, 1, "\"2\"")};
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, SizeIs(1));
  EXPECT_FALSE(cycle.record(pick_up().key).moved);
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(Pending, anotherWishTakesItsPlaceAndKeepsItsPatience) {
  Cycle cycle;
  cycle.publish({pick_up()});
  cycle.ours = {later()};
  cycle.run();
  enqueue(cycle);
  cycle.pending[0].attempts = 4;
  cycle.pending[0].not_before = cycle.now + Hours{1};
  Publication other = pick_up("Alex", "alex");
  cycle.ours = {other};
  cycle.run();
  EXPECT_THAT(cycle.decided.discard, ElementsAre(1));
  ASSERT_THAT(cycle.decided.entries, SizeIs(1));
  EXPECT_EQ(cycle.decided.entries[0].attempts, 4);
  EXPECT_EQ(cycle.decided.entries[0].not_before, cycle.now + Hours{1});
}

TEST(Pending, aRemovalIsCalledOffWhenItIsWantedAgain) {
  Cycle cycle;
  cycle.publish({pick_up()});
  cycle.ours = {};
  cycle.run();
  enqueue(cycle);
  cycle.ours = {pick_up()};
  cycle.run();
  EXPECT_THAT(cycle.decided.discard, ElementsAre(1));
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(Pending, aStaleReadingLeavesAllOfItAlone) {
  Cycle cycle;
  cycle.ours = {pick_up()};
  cycle.run();
  enqueue(cycle);
  cycle.ours = {};
  cycle.fresh = false;
  cycle.run();
  EXPECT_THAT(cycle.decided.discard, IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
