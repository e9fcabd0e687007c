#include "app/cycle/deliver.hpp"

#include "core/publishing/household.hpp"
#include "core/publishing/render.hpp"
#include "core/publishing/step.hpp"
#include "io/store/store.hpp"
#include "memory_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using Fault = MemoryCalendar::Fault;
using Verb = OutboxEntry::Verb;
using testing::IsEmpty;
using testing::SizeIs;

class Deliver : public testing::Test {
 protected:
  DeliveryReport run() {
    auto report = deliver({.store = *store,
                           .sinks = {{"shared", &calendar}},
                           .mailer = &mailer,
                           .sender = "home@example.org",
                           .now = now,
                           .quiet = quiet});
    EXPECT_TRUE(report.has_value());
    return *report;
  }

  static OutboxEntry entry(Verb verb, const Publication& ours, int sequence = 0) {
    PublicationRecord after;
    after.calendar = "shared";
    after.key = ours.key;
    after.kind = ours.kind;
    after.uid = identity().uid(ours.key, 0);
    after.href = Identity::href(after.uid);
    after.base = ours.content;
    after.time = ours.time;
    after.sequence = sequence;
    after.pushed = at(11, 21, 9);
    if (verb == Verb::remove) after.state = RecordState::withdrawn;
    OutboxEntry result = entry_for(verb, after, "test");
    if (verb != Verb::remove) result.body = stored_text(ours.content, after.uid, sequence, after.pushed);
    return result;
  }

  void enqueue(const OutboxEntry& one) { ASSERT_TRUE(store->enqueue({one}).has_value()); }

  /// It stands there, and the store knows.
  void publish(const Publication& ours) {
    enqueue(entry(Verb::create, ours));
    ASSERT_EQ(run().created, 1U);
  }

  ETag etag(const Publication& ours) { return calendar.files.at(file(ours)).etag; }
  static std::string file(const Publication& ours) {
    return Identity::href(identity().uid(ours.key, 0)).str();
  }
  std::vector<OutboxEntry> outbox() { return store->outbox().value(); }

  std::unique_ptr<Store> store = memory_store();
  MemoryCalendar calendar;
  MemoryMailer mailer;
  Instant now = at(11, 21, 9);
  bool quiet = false;
};

Publication later() {
  Publication result = pick_up();
  result.content.time = ZonedSpan{local(11, 24, 15, 30), local(11, 24, 16), &london()};
  return result;
}

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

TEST_F(Deliver, aMailIsPutOffBeforeItIsSent) {
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.calendar = "shared";
  mail.recipient = "alex@example.org";
  mail.dedup = "three";
  mail.after.time = pick_up().time;
  enqueue(mail);
  std::vector<OutboxEntry> meanwhile;
  mailer.at_send = [&] { meanwhile = outbox(); };
  EXPECT_EQ(run().mailed, 1U);
  ASSERT_THAT(meanwhile, SizeIs(1));
  EXPECT_EQ(meanwhile[0].attempts, 1);
  EXPECT_EQ(meanwhile[0].not_before, now + Minutes{1});
  EXPECT_THAT(outbox(), IsEmpty());
}

TEST_F(Deliver, aMailThatFailsWaitsOnce) {
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.calendar = "shared";
  mail.recipient = "alex@example.org";
  mail.dedup = "four";
  mail.after.time = pick_up().time;
  enqueue(mail);
  mailer.fails = Error{ErrorKind::transient, "451"};
  EXPECT_EQ(run().pending, 1U);
  EXPECT_EQ(outbox().at(0).attempts, 1);
  EXPECT_EQ(outbox().at(0).last_error, "451");
}

// Written down by day, held up by an outage: in the night it waits again, unless it is about the next 12
// hours.
TEST_F(Deliver, aMessageThatWasHeldUpWaitsForTheMorning) {
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.key = "message/email/alex";
  mail.recipient = "alex@example.org";
  mail.dedup = "far";
  mail.after.time = {now + Days{19}, now + Days{2}};  // what it is about; until when it is of use
  enqueue(mail);
  mail.dedup = "near";
  mail.after.time.start = now + Hours{11};
  enqueue(mail);
  mail.dedup = "invitation";
  mail.calendar = "shared";
  mail.key = pick_up().key;
  mail.after.time = pick_up().time;
  enqueue(mail);
  quiet = true;
  const DeliveryReport night = run();
  EXPECT_EQ(night.mailed, 2U);
  EXPECT_EQ(night.pending, 1U);
  EXPECT_EQ(outbox().at(0).dedup, "far");
  EXPECT_EQ(outbox().at(0).attempts, 0);
  quiet = false;
  EXPECT_EQ(run().mailed, 1U);
}

TEST_F(Deliver, anUpdateKeepsWhatPeopleAdded) {
  publish(pick_up());
  std::string edited = calendar.files.at(file(pick_up())).text;
  edited.insert(edited.find("END:VEVENT"),
                "COLOR:tomato\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n");
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = calendar.put(file(pick_up()), edited);
  enqueue(update);
  EXPECT_EQ(run().updated, 1U);
  const std::string& text = calendar.files.at(file(pick_up())).text;
  EXPECT_NE(text.find("COLOR:tomato"), std::string::npos);
  EXPECT_NE(text.find("TRIGGER:-PT5M"), std::string::npos);
  EXPECT_NE(text.find("T153000"), std::string::npos);
}

TEST_F(Deliver, aWeakTagIsTheSameVersion) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = ETag("W/" + etag(pick_up()).str());
  std::string& text = calendar.files.at(file(pick_up())).text;  // edited, and decided about
  text.insert(text.find("SUMMARY:") + 8, "Oh ");
  enqueue(update);
  EXPECT_EQ(run().updated, 1U);
}

TEST_F(Deliver, aChangeOfAnAlarmAloneIsSentThoughTheETagChanged) {
  publish(check_in());
  Publication louder = check_in();
  louder.content.alarms = {Seconds{Minutes{30}}};
  OutboxEntry update = entry(Verb::update, louder);
  update.if_match = etag(check_in());
  calendar.put(file(check_in()), calendar.files.at(file(check_in())).text);
  enqueue(update);
  EXPECT_EQ(run().updated, 1U);
  EXPECT_NE(calendar.files.at(file(check_in())).text.find("-PT30M"), std::string::npos);
}

TEST_F(Deliver, aMailOfAChangeThatDidNotHappenIsNotSent) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = etag(pick_up());
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.calendar = "shared";
  mail.key = pick_up().key;
  mail.recipient = "alex@example.org";
  mail.dedup = "two";
  mail.after.sequence = 1;
  mail.after.time = pick_up().time;
  calendar.files.clear();
  enqueue(update);
  enqueue(mail);
  run();
  EXPECT_THAT(mailer.sent, IsEmpty());
  EXPECT_THAT(outbox(), IsEmpty());
}

TEST_F(Deliver, aServerThatIsDownIsNotAskedForEverything) {
  int asked = 0;
  calendar.fault = [&](const Href&) {
    ++asked;
    return Fault::refused;
  };
  for (int i = 0; i < 20; ++i) {
    Publication duty = pick_up();
    duty.key += "." + std::to_string(i + 2);
    enqueue(entry(Verb::create, duty));
  }
  EXPECT_EQ(run().pending, 20U);
  EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace evenkeel::test
