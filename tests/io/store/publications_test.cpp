#include "io/store/store_suite.hpp"

#include <gmock/gmock.h>

namespace evenkeel {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Kind>
class PublicationSuite : public StoreSuite<Kind> {
 protected:
  std::vector<PublicationRecord> publications() { return must(this->store_->publications()); }
  std::vector<OutboxEntry> outbox() { return must(this->store_->outbox()); }
};

TYPED_TEST_SUITE(PublicationSuite, Kinds);

/// As many names as members: a new member stops the compiler here, to be added below and to content_json.cpp.
template <typename Record, typename Content, typename Guest>
void count_members(const Record& record, const Content& content, const Guest& guest) {
  [[maybe_unused]] const auto& [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17,
                                r18, r19, r20, r21, r22, r23, r24, r25, r26, r27, r28, r29, r30, r31, r32,
                                r33, r34, r35, r36, r37] = record;
  [[maybe_unused]] const auto& [c1, c2, c3, c4, c5, c6, c7, c8, c9] = content;
  [[maybe_unused]] const auto& [g1, g2, g3, g4, g5, g6] = guest;
}

/// Every member away from its default, with text that no encoding may bend.
PublicationRecord full_record() {
  PublicationRecord made = record("slot/alignment/2026-W48", 7);
  made.generation = 3;
  made.kind = PublicationKind::home_base;
  made.etag = ETag("W/\"1\"");
  made.state = RecordState::deleted;
  made.base.description = "── evenkeel ──\nline\t\"quoted\" \\ back\r\n";
  made.base.location = "Kitchen, 2nd floor";
  made.base.time =
      ZonedSpan{LocalTime(Seconds(1'795'251'600)), LocalTime(Seconds(1'795'255'200)), &test_zones().utc()};
  made.base.transparent = true;
  made.base.alarms = {Seconds(-900), at(1'795'000'000)};
  made.base.categories = {"duty", "école"};
  made.base.organizer = "home@example.org";
  made.base.invitees = {
      {Address("sam@example.org"), "Sam", PartStat::delegated, true, false, InviteDetail::busy}};
  made.time = {at(1'795'251'600), at(1'795'255'200)};
  made.pushed = at(1'795'200'000);
  made.wished = {at(5), at(6)};
  made.edited = at(11);
  made.moved = true;
  made.declined = 2;
  made.declined_slots = {{at(1), at(2)}, {at(3), at(4)}};
  made.note = "{\"load\":1.2}";
  made.seen = true;
  made.person = PersonId("sam");
  made.given_to = PersonId("gran");
  made.declined_by = {PersonId("alex"), PersonId("sam")};
  made.helper_agreed = true;
  made.renamed = true;
  made.retransped = true;
  made.badness = 1.1;
  made.urgent = true;
  made.undelivered = {Address("gran@example.org")};
  made.told = Interval{at(7), at(8)};
  made.put_back = at(12);
  made.sent = {{at(13), at(14)}, {at(15), at(16)}};
  made.sent_sequence = 2;
  made.adopted = true;
  made.dropped = {Address("sam@example.org")};
  made.told_title = "Sam: School pick-up";
  made.answered = {{PersonId("sam"), at(17)}};
  made.proposed = Interval{at(9), at(10)};
  count_members(made, made.base, made.base.invitees.front());
  return made;
}

TYPED_TEST(PublicationSuite, ARecordComesBackAsItWas) {
  must(this->store_->save(full_record()));
  EXPECT_THAT(this->publications(), ElementsAre(full_record()));
}

TYPED_TEST(PublicationSuite, OneRecordForACalendarAndKeyInThatOrder) {
  PublicationRecord family = record("b");
  family.calendar = "family";
  must(this->store_->save(record("b")));
  must(this->store_->save(record("a")));
  must(this->store_->save(family));
  must(this->store_->save(record("b", 5)));
  EXPECT_THAT(this->publications(), ElementsAre(family, record("a"), record("b", 5)));
}

TYPED_TEST(PublicationSuite, SavingTheSameChangesNothing) {
  must(this->store_->save(full_record()));
  const std::uint64_t before = this->store_->changes();
  must(this->store_->save(full_record()));
  EXPECT_EQ(this->store_->changes(), before);
}

TYPED_TEST(PublicationSuite, TheOutboxKeepsOrderAndNumbersItself) {
  OutboxEntry first = entry("a");
  first.id = 77;  // not ours to give
  first.verb = OutboxEntry::Verb::update;
  first.href = Href("/x.ics");
  first.if_match = ETag("\"1\"");
  first.recipient = "sam@example.org";
  first.reason = "moved";
  first.after = full_record();
  first.attempts = 2;
  first.not_before = at(9);
  first.last_error = "503";
  must(this->store_->enqueue({first, entry("b")}));
  must(this->store_->enqueue({entry("c")}));
  const auto entries = this->outbox();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_LT(entries[0].id, entries[1].id);
  EXPECT_LT(entries[1].id, entries[2].id);
  first.id = entries[0].id;
  EXPECT_EQ(entries[0], first);
  EXPECT_EQ(entries[2].key, "c");
}

TYPED_TEST(PublicationSuite, SettlingTakesTheEntryAndLeavesTheRecord) {
  must(this->store_->enqueue({entry("a", "uid|1|REQUEST|sam"), entry("b")}));
  EXPECT_FALSE(must(this->store_->was_sent("uid|1|REQUEST|sam")));
  must(this->store_->settle(this->outbox().front()));
  ASSERT_EQ(this->outbox().size(), 1U);
  EXPECT_EQ(this->outbox().front().key, "b");
  EXPECT_THAT(this->publications(), ElementsAre(record("a", 1)));
  EXPECT_TRUE(must(this->store_->was_sent("uid|1|REQUEST|sam")));
  must(this->store_->settle(this->outbox().front()));
  EXPECT_FALSE(must(this->store_->was_sent("")));
}

TYPED_TEST(PublicationSuite, AnEntryWithoutARecordLeavesNone) {
  OutboxEntry digest = entry("digest", "digest|sam");
  digest.after = PublicationRecord();
  must(this->store_->enqueue({digest}));
  must(this->store_->settle(this->outbox().front()));
  EXPECT_THAT(this->publications(), IsEmpty());
  EXPECT_TRUE(must(this->store_->was_sent("digest|sam")));
}

TYPED_TEST(PublicationSuite, PostponingKeepsTheEntryWithWhatIsKnownNow) {
  must(this->store_->enqueue({entry("a")}));
  OutboxEntry later = this->outbox().front();
  later.attempts = 1;
  later.not_before = at(500);
  later.last_error = "no answer";
  must(this->store_->postpone(later));
  EXPECT_THAT(this->outbox(), ElementsAre(later));
  later.id += 1000;
  must(this->store_->postpone(later));
  EXPECT_EQ(this->outbox().size(), 1U);
}

TYPED_TEST(PublicationSuite, DiscardingLeavesNoTrace) {
  must(this->store_->enqueue({entry("a", "d")}));
  must(this->store_->discard(this->outbox().front().id));
  EXPECT_THAT(this->outbox(), IsEmpty());
  EXPECT_THAT(this->publications(), IsEmpty());
  EXPECT_FALSE(must(this->store_->was_sent("d")));
}

TYPED_TEST(PublicationSuite, IdsAreNotUsedAgain) {
  must(this->store_->enqueue({entry("a")}));
  const std::int64_t id = this->outbox().front().id;
  must(this->store_->discard(id));
  must(this->store_->enqueue({entry("b")}));
  EXPECT_GT(this->outbox().front().id, id);
}

TYPED_TEST(PublicationSuite, PrunesWhatIsLongPastAndNothingElse) {
  PublicationRecord past = record("past", 1);
  past.time = {at(1'000), at(2'000)};
  PublicationRecord ahead = record("ahead", 1);
  ahead.time = {at(1'000), at(2'001)};
  must(this->store_->save(past));
  must(this->store_->save(ahead));
  for (const PublicationRecord* of : {&past, &ahead}) {
    OutboxEntry sent = entry("", "mail " + of->key);
    sent.after = PublicationRecord{};
    sent.after.time = of->time;
    must(this->store_->settle(sent));
  }
  must(this->store_->prune(at(2'001)));
  EXPECT_THAT(this->publications(), ElementsAre(ahead));
  EXPECT_FALSE(must(this->store_->was_sent("mail past")));
  EXPECT_TRUE(must(this->store_->was_sent("mail ahead")));
  const auto changes = this->store_->changes();
  must(this->store_->prune(at(2'001)));
  EXPECT_EQ(this->store_->changes(), changes);
}

TYPED_TEST(PublicationSuite, WhatWasRemovedIsNotInTheCopyOfTheCalendar) {
  const SourceName shared{"household", "shared"};
  const SourceName other{"household", "other"};
  for (const SourceName& name : {shared, other}) {
    must(this->store_->commit(name, batch({object("a.ics", "1"), object("b.ics", "1")}, "1")));
  }
  OutboxEntry removed = entry("key", "");
  removed.verb = OutboxEntry::Verb::remove;
  removed.calendar = "shared";
  removed.href = Href("a.ics");
  must(this->store_->settle(removed));
  EXPECT_EQ(must(this->store_->known(shared)).size(), 1U);
  EXPECT_EQ(must(this->store_->objects(shared)).size(), 1U);
  EXPECT_EQ(must(this->store_->known(other)).size(), 2U);
}

}  // namespace evenkeel
