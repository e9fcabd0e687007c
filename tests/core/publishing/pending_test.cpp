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

/// Sam is invited by the server.
Publication invited() {
  Publication result = check_in();
  result.content.organizer = "home@example.org";
  result.content.invitees = {{.address = Address("sam@example.org")}};
  return result;
}

TEST(Pending, anInvitationThatNeverLandedIsStillToBeSent) {
  Cycle cycle;
  cycle.publish({check_in()});
  cycle.ours = {invited()};
  cycle.run();
  enqueue(cycle);
  cycle.pending[0].attempts = 1;  // a 503
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, IsEmpty());
  EXPECT_THAT(cycle.decided.discard, IsEmpty());
  // Somebody recolours the event before it is tried again: the ETag is another, nobody is invited yet.
  cycle.theirs[0].etag = ETag("\"2\"");
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, IsEmpty());
  ASSERT_THAT(cycle.decided.entries, SizeIs(1));
  EXPECT_THAT(cycle.decided.entries[0].body, testing::HasSubstr("sam@example.org"));
}

TEST(Pending, anInvitationThatLandedAndWasEditedSinceIsSettled) {
  Cycle cycle;
  cycle.publish({check_in()});
  cycle.ours = {invited()};
  cycle.run();
  enqueue(cycle);
  EventContent edited = invited().content;
  edited.location = "the kitchen";
  cycle.theirs = {stored(identity().uid(check_in().key, 0), edited, 1, "\"2\"")};
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, SizeIs(1));
  EXPECT_EQ(cycle.record(check_in().key).base.location, "the kitchen");
}

TEST(Pending, anAlarmThatNeverLandedIsStillToBeSet) {
  Cycle cycle;
  cycle.publish({check_in()});
  Publication other = check_in();
  other.content.alarms = {Seconds{Hours{1}}};
  cycle.ours = {other};
  cycle.run();
  enqueue(cycle);
  cycle.theirs[0].etag = ETag("\"2\"");
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, IsEmpty());
  ASSERT_THAT(cycle.decided.entries, SizeIs(1));
  // Our DTSTAMP says that it landed.
  cycle.event().dtstamp = cycle.pending[0].after.pushed;
  cycle.run();
  EXPECT_THAT(cycle.observed.landed, SizeIs(1));
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

TEST(Pending, anOlderMailThatWaitsGivesWayToTheNewerOne) {
  Cycle cycle;
  cycle.ours = {mailed(check_in(), {"alex@example.org", "sam@example.org"})};
  cycle.run();
  enqueue(cycle);
  cycle.settle();
  std::erase_if(cycle.pending, [](const OutboxEntry& e) { return e.verb != Verb::mail; });
  Publication later = mailed(check_in(), {"sam@example.org"});
  later.time = {at(11, 29, 20), at(11, 29, 20, 30)};
  later.content.time = ZonedSpan{local(11, 29, 20), local(11, 29, 20, 30), &london()};
  cycle.ours = {later};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided),
              ElementsAre("||1|CANCEL|alex@example.org", "||1|REQUEST|sam@example.org"));
  EXPECT_THAT(cycle.decided.discard, testing::UnorderedElementsAre(2, 3));
  // Deleted by a person instead: nobody hears of it after it was called off.
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org", "||1|CANCEL|sam@example.org"));
  EXPECT_THAT(cycle.decided.discard, testing::UnorderedElementsAre(2, 3));
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
