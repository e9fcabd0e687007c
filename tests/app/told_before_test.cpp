// What is no news after a lost database, and what is not sent any more.
#include "app/cycle/told_before.hpp"

#include "core/publishing/adopt.hpp"
#include "core/publishing/household.hpp"
#include "io/store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> keys{"swap/duty/pick-up/2026-11-24/sam", "urgent/crunch/alex/report",
                                    "urgent/uncovered/pick-up/2026-11-25"};

/// One calendar on which Sam's duty stands.
class ToldBefore : public testing::Test {
 protected:
  ToldBefore() {
    OwnEvent event;
    event.uid = identity().uid(pick_up().key, 0);
    event.time = in_time(pick_up().content.time);
    CalendarDecisions& shared = outcome_.calendars.emplace_back();
    shared.observation.theirs = {event};
    shared.observation.records = {
        adopted_record(event, "shared", pick_up().key, PublicationKind::duties, london())};
    OutboxEntry create;
    create.key = "uncovered/pick-up/2026-11-25";
    shared.decisions.entries = {create};
  }
  PublicationRecord& record() { return outcome_.calendars[0].observation.records[0]; }
  Outcome outcome_;
};

TEST_F(ToldBefore, isAllThatStoodThereWhenTheDatabaseWasLost) {
  EXPECT_THAT(told_before(outcome_, keys, true), ElementsAre(keys[0], keys[1]));
}

TEST_F(ToldBefore, isWhoHoldsAnAdoptedDuty) {
  EXPECT_THAT(told_before(outcome_, keys, false), ElementsAre(keys[0]));  // another instance's, say
}

TEST_F(ToldBefore, isNothingOtherwise) {
  record().pushed = at(11, 21, 9);
  EXPECT_THAT(told_before(outcome_, keys, false), IsEmpty());
  EXPECT_THAT(told_before(outcome_, keys, true), IsEmpty());  // a new reader
  outcome_.calendars.clear();
  EXPECT_THAT(told_before(outcome_, keys, true), IsEmpty());
}

TEST(WhatIsGone, IsNotSentAnyMore) {
  const auto store = memory_store();
  OutboxEntry message;
  message.verb = OutboxEntry::Verb::mail;
  message.key = "message/email/sam";
  message.after.time.end = at(11, 23, 9);
  const auto add = [&](const char* dedup, std::string about) {
    message.dedup = dedup;
    message.after.note = std::move(about);
    EXPECT_TRUE(store->enqueue({message}).has_value());
  };
  add("message|email|sam|1", noted_keys({"urgent/gone", "urgent/gone-too"}));
  add("message|email|sam|2", noted_keys({"urgent/gone", "urgent/there"}));
  add("message|email|sam|3", noted_keys({"settings/1"}));
  add("message|email|sam|4", "");  // the digest, or written by a version before
  add("message|email|alex|5", noted_keys({"urgent/gone"}));
  const auto dropped = drop_what_is_gone(*store, "message|email|sam|", {"urgent/there"});
  ASSERT_TRUE(dropped.has_value());
  EXPECT_THAT(*dropped, ElementsAre("urgent/gone", "urgent/gone-too"));
  std::vector<std::string> left;
  const std::vector<OutboxEntry> waiting = store->outbox().value();
  for (const OutboxEntry& entry : waiting) left.push_back(entry.dedup.substr(14));
  EXPECT_THAT(left, testing::UnorderedElementsAre("sam|2", "sam|3", "sam|4", "alex|5"));
}

}  // namespace
}  // namespace evenkeel::test
