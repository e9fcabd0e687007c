// What an update that was not written, or a mail that waits, must not make of an invitation.
#include "delivering.hpp"

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class DeliverInvitations : public Delivering {
 protected:
  DeliverInvitations() {
    same_person = [](const Address& a, const Address& b) {
      return a.str().starts_with("sam@") && b.str().starts_with("sam@");
    };
  }

  void invite() {
    OutboxEntry update = entry(Verb::update, invited(), 1);
    update.if_match = calendar.files.at(file()).etag;
    enqueue(update);
  }

  static Publication invited() {
    Publication result = check_in();
    result.content.organizer = "home@example.org";
    result.content.invitees = {{.address = Address("sam@example.org")}};
    return result;
  }

  static OutboxEntry mail(const char* recipient, const char* dedup) {
    OutboxEntry result;
    result.verb = Verb::mail;
    result.calendar = "shared";
    result.key = check_in().key;
    result.recipient = recipient;
    result.dedup = dedup;
    result.after.uid = identity().uid(check_in().key, 0);
    result.after.time = check_in().time;
    return result;
  }

  static std::string file() { return Identity::href(identity().uid(check_in().key, 0)).str(); }
  std::string& text() { return calendar.files.at(file()).text; }
  void put_with(const std::string& line) {
    std::string edited = text();
    edited.insert(edited.find("SUMMARY:"), line + "\r\n");
    calendar.put(file(), edited);
  }
};

TEST_F(DeliverInvitations, areWrittenThoughSomebodyColouredTheEventMeanwhile) {
  publish(check_in());
  invite();
  put_with("COLOR:red");
  EXPECT_EQ(run().updated, 1U);
  EXPECT_THAT(text(), testing::AllOf(HasSubstr("sam@example.org"), HasSubstr("COLOR:red")));
}

TEST_F(DeliverInvitations, doNotWriteOverAnAnswer) {
  publish(invited());
  Publication louder = invited();
  louder.content.alarms = {Seconds{Hours{1}}};
  OutboxEntry update = entry(Verb::update, louder, 0);
  update.if_match = calendar.files.at(file()).etag;
  enqueue(update);
  std::string answered = text();
  const std::size_t at = answered.find("NEEDS-ACTION");
  ASSERT_NE(at, std::string::npos);
  answered.replace(at, 12, "ACCEPTED");
  calendar.put(file(), answered);
  EXPECT_EQ(run().dropped, 1U);  // read again, and decided with the answer in it
  EXPECT_THAT(text(), HasSubstr("ACCEPTED"));
}

TEST_F(DeliverInvitations, nameNobodyTwiceUnderAnotherAddress) {
  publish(check_in());
  put_with("ORGANIZER:mailto:home@example.org\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:sam@work.example");
  invite();
  EXPECT_EQ(run().updated, 1U);
  EXPECT_THAT(text(), testing::AllOf(HasSubstr("sam@example.org"), Not(HasSubstr("sam@work.example"))));
}

TEST_F(DeliverInvitations, byMailComeInTheirOrder) {
  enqueue(mail("sam@example.org", "uid||0|REQUEST|sam@example.org"));
  mailer.fails = Error{ErrorKind::transient, "451"};
  EXPECT_EQ(run().pending, 1U);
  mailer.fails.reset();
  enqueue(mail("sam@example.org", "uid||1|CANCEL|sam@example.org"));
  enqueue(mail("alex@example.org", "uid||1|CANCEL|alex@example.org"));
  EXPECT_EQ(run().mailed, 1U);  // the first one is not due again: what follows it waits
  ASSERT_THAT(mailer.sent, SizeIs(1));
  EXPECT_EQ(mailer.sent[0].recipient, "alex@example.org");
  now += Minutes{1};
  EXPECT_EQ(run().mailed, 2U);
  EXPECT_THAT(store->outbox().value(), IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
