// What waits: mails, messages, and what a server that is down does not take.
#include "delivering.hpp"

namespace evenkeel::test {
namespace {

using Fault = MemoryCalendar::Fault;
using Verb = OutboxEntry::Verb;
using testing::IsEmpty;
using testing::SizeIs;

using DeliverWaiting = Delivering;

OutboxEntry mail_about_the_pick_up(const char* dedup) {
  OutboxEntry mail;
  mail.verb = Verb::mail;
  mail.calendar = "shared";
  mail.recipient = "alex@example.org";
  mail.dedup = dedup;
  mail.after.time = pick_up().time;
  return mail;
}

TEST_F(DeliverWaiting, aMailIsPutOffBeforeItIsSent) {
  enqueue(mail_about_the_pick_up("three"));
  std::vector<OutboxEntry> meanwhile;
  mailer.at_send = [&] { meanwhile = outbox(); };
  EXPECT_EQ(run().mailed, 1U);
  ASSERT_THAT(meanwhile, SizeIs(1));
  EXPECT_EQ(meanwhile[0].attempts, 1);
  EXPECT_EQ(meanwhile[0].not_before, now + Minutes{1});
  EXPECT_THAT(outbox(), IsEmpty());
}

TEST_F(DeliverWaiting, aMailThatFailsWaitsOnce) {
  enqueue(mail_about_the_pick_up("four"));
  mailer.fails = Error{ErrorKind::transient, "451"};
  EXPECT_EQ(run().pending, 1U);
  EXPECT_EQ(outbox().at(0).attempts, 1);
  EXPECT_EQ(outbox().at(0).last_error, "451");
}

// A typing error in one address must not cost the others their mail.
TEST_F(DeliverWaiting, aRecipientWhomTheServerRefusesHoldsUpNobodyElse) {
  mailer.refuses = "gran@example.org";
  for (int i = 0; i < 6; ++i) {
    OutboxEntry mail = mail_about_the_pick_up(("gran" + std::to_string(i)).c_str());
    mail.recipient = mailer.refuses;
    enqueue(mail);
  }
  enqueue(mail_about_the_pick_up("alex"));
  const DeliveryReport report = run();
  EXPECT_EQ(report.mailed, 1U);
  EXPECT_EQ(report.pending, 6U);
  EXPECT_EQ(mailer.asked, 3 + 1);  // of what is refused no more than a few are tried at once
  now += Hours{1};
  enqueue(mail_about_the_pick_up("alex, later"));
  EXPECT_EQ(run().mailed, 1U);
}

TEST_F(DeliverWaiting, aMailServerThatIsDownIsNotAskedForEverything) {
  mailer.fails = Error{ErrorKind::transient, "no connection"};
  for (int i = 0; i < 6; ++i) {
    OutboxEntry mail = mail_about_the_pick_up(std::to_string(i).c_str());
    if (i % 2 == 0) mail.recipient = "sam@example.org";
    enqueue(mail);
  }
  EXPECT_EQ(run().pending, 6U);
  EXPECT_EQ(mailer.asked, 3);
}

// Written down by day, held up by an outage: in the night it waits again, unless it is about the next 12
// hours.
TEST_F(DeliverWaiting, aMessageThatWasHeldUpWaitsForTheMorning) {
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

TEST_F(DeliverWaiting, anUpdateKeepsWhatPeopleAdded) {
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

TEST_F(DeliverWaiting, aWeakTagIsTheSameVersion) {
  publish(pick_up());
  OutboxEntry update = entry(Verb::update, later(), 1);
  update.if_match = ETag("W/" + etag(pick_up()).str());
  std::string& text = calendar.files.at(file(pick_up())).text;  // edited, and decided about
  text.insert(text.find("SUMMARY:") + 8, "Oh ");
  enqueue(update);
  EXPECT_EQ(run().updated, 1U);
}

TEST_F(DeliverWaiting, aChangeOfAnAlarmAloneIsSentThoughTheETagChanged) {
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

TEST_F(DeliverWaiting, aMailOfAChangeThatDidNotHappenIsNotSent) {
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

TEST_F(DeliverWaiting, aServerThatIsDownIsNotAskedForEverything) {
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
