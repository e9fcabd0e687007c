#include "delivering.hpp"

namespace evenkeel::test {
namespace {

using Fault = MemoryCalendar::Fault;
using Verb = OutboxEntry::Verb;
using testing::IsEmpty;
using testing::SizeIs;

using Deliver = Delivering;

TEST_F(Deliver, createsAndRemembersTheETag) {
  publish(pick_up());
  EXPECT_THAT(outbox(), IsEmpty());
  const auto records = store->publications().value();
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].etag, etag(pick_up()));
}

TEST_F(Deliver, asksForTheETagThatAPutDidNotGive) {
  calendar.gives_etag = false;
  publish(pick_up());
  EXPECT_EQ(store->publications().value().at(0).etag, etag(pick_up()));
}

TEST_F(Deliver, aLostAnswerIsResolvedByLooking) {
  calendar.fault = [](const Href&) { return Fault::answer_lost; };
  enqueue(entry(Verb::create, pick_up()));
  EXPECT_THAT(run().failures, SizeIs(1));
  calendar.fault = [](const Href&) { return Fault::none; };
  EXPECT_EQ(run().pending, 1U);  // not yet: it waits a minute
  now += Minutes{1};
  EXPECT_EQ(run().resolved, 1U);
  EXPECT_EQ(calendar.writes, 1);
  EXPECT_THAT(outbox(), IsEmpty());
}

TEST_F(Deliver, looksBeforeItCreatesWhereServersIgnorePreconditions) {
  calendar.heeds_preconditions = false;
  const OutboxEntry create = entry(Verb::create, pick_up());
  calendar.put(file(pick_up()), create.body);
  enqueue(create);
  EXPECT_EQ(run().resolved, 1U);
  EXPECT_EQ(calendar.writes, 0);
}

TEST_F(Deliver, anUploadThatBrokeOffIsHealed) {
  const OutboxEntry create = entry(Verb::create, pick_up());
  calendar.put(file(pick_up()), create.body.substr(0, create.body.size() / 2));
  enqueue(create);
  EXPECT_EQ(run().created, 1U);
  EXPECT_EQ(calendar.files.at(file(pick_up())).text, create.body);
}

TEST_F(Deliver, neverOverwritesWhatIsNotOurs) {
  const std::string foreign = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  calendar.put(file(pick_up()), foreign);
  enqueue(entry(Verb::create, pick_up()));
  EXPECT_THAT(run().failures, SizeIs(1));
  EXPECT_EQ(calendar.files.at(file(pick_up())).text, foreign);
}

TEST_F(Deliver, updatesOnce) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = etag(pick_up());
  enqueue(update);
  calendar.fault = [](const Href&) { return Fault::answer_lost; };
  run();
  calendar.fault = [](const Href&) { return Fault::none; };
  now += Minutes{1};
  EXPECT_EQ(run().resolved, 1U);
  EXPECT_EQ(calendar.writes, 2);
}

TEST_F(Deliver, anETagThatChangedByItselfIsNoConflict) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = etag(pick_up());
  calendar.put(file(pick_up()), calendar.files.at(file(pick_up())).text);
  enqueue(update);
  EXPECT_EQ(run().updated, 1U);
  EXPECT_NE(calendar.files.at(file(pick_up())).text.find("153000"), std::string::npos);
}

TEST_F(Deliver, anEditInBetweenWins) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = etag(pick_up());
  const std::string edited = entry(Verb::create, pick_up("Gran")).body;
  calendar.put(file(pick_up()), edited);
  enqueue(update);
  EXPECT_EQ(run().dropped, 1U);
  EXPECT_EQ(calendar.files.at(file(pick_up())).text, edited);
  EXPECT_THAT(outbox(), IsEmpty());
}

TEST_F(Deliver, aDeletionInBetweenWins) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = etag(pick_up());
  calendar.files.clear();
  enqueue(update);
  EXPECT_EQ(run().dropped, 1U);
  EXPECT_THAT(calendar.files, IsEmpty());
}

TEST_F(Deliver, removesWhatItSaw) {
  publish(pick_up());
  OutboxEntry remove = entry(Verb::remove, pick_up());
  remove.if_match = etag(pick_up());
  enqueue(remove);
  EXPECT_EQ(run().removed, 1U);
  EXPECT_THAT(calendar.files, IsEmpty());
}

TEST_F(Deliver, doesNotRemoveWhatWasEditedEvenWithoutPreconditions) {
  calendar.heeds_preconditions = false;
  publish(pick_up());
  OutboxEntry remove = entry(Verb::remove, pick_up());
  remove.if_match = etag(pick_up());
  calendar.put(file(pick_up()), entry(Verb::create, pick_up("Gran")).body);
  enqueue(remove);
  EXPECT_EQ(run().dropped, 1U);
  EXPECT_THAT(calendar.files, SizeIs(1));
}

TEST_F(Deliver, oneBadObjectHoldsUpNobody) {
  const std::string bad = file(pick_up());
  calendar.fault = [&](const Href& href) {
    return MemoryCalendar::key(href) == bad ? Fault::refused : Fault::none;
  };
  enqueue(entry(Verb::create, pick_up()));
  enqueue(entry(Verb::create, check_in()));
  enqueue(entry(Verb::create, crunch()));
  const DeliveryReport report = run();
  EXPECT_EQ(report.created, 2U);
  EXPECT_EQ(report.pending, 1U);
}

TEST_F(Deliver, patienceGrows) {
  calendar.fault = [](const Href&) { return Fault::refused; };
  enqueue(entry(Verb::create, pick_up()));
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 12; ++i) {
    run();
    const auto next = outbox().at(0).not_before.value();
    waits.push_back((next - now).count());
    now = next;
  }
  EXPECT_EQ(waits.at(0), 60);
  EXPECT_EQ(waits.at(1), 120);
  EXPECT_EQ(waits.back(), 6 * 3600);
  EXPECT_EQ(outbox().at(0).last_error, "503");
}

TEST_F(Deliver, nothingOvertakesWhatFailedBeforeIt) {
  calendar.fault = [](const Href&) { return Fault::refused; };
  enqueue(entry(Verb::create, pick_up()));
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.calendar = "shared";
  mail.key = pick_up().key;
  mail.recipient = "alex@example.org";
  mail.dedup = "one";
  mail.after.time = pick_up().time;
  enqueue(mail);
  run();
  EXPECT_THAT(mailer.sent, IsEmpty());
  calendar.fault = [](const Href&) { return Fault::none; };
  now += Minutes{1};
  EXPECT_EQ(run().mailed, 1U);
  EXPECT_EQ(mailer.sent.at(0).sender, "home@example.org");
  EXPECT_EQ(store->publications().value().size(), 1U);  // a mail leaves the record alone
  enqueue(mail);
  EXPECT_EQ(run().resolved, 1U);  // the send log knows it
  EXPECT_THAT(mailer.sent, SizeIs(1));
}

}  // namespace
}  // namespace evenkeel::test
