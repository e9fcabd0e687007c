// One channel a person, each mail once, and a cancellation for everybody who was told.
#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Invitations, eachIsMailedOnceAfterTheEventWasStored) {
  Cycle cycle;
  cycle.ours = {mailed(check_in(), {"alex@example.org", "sam@example.org"})};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided),
              ElementsAre("||0|REQUEST|alex@example.org", "||0|REQUEST|sam@example.org"));
  EXPECT_EQ(cycle.decided.entries.front().verb, Verb::create);
  EXPECT_NE(cycle.decided.entries.front().body.find("SCHEDULE-AGENT=CLIENT"), std::string::npos);
  cycle.settle();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
}

TEST(Invitations, aNewTextIsNoNewMailANewTimeIs) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  Publication wish = mailed(check_in(), {"alex@example.org"});
  wish.content.description = "── evenkeel ──\nRisks: one\n── end ──";
  cycle.ours = {wish};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
  cycle.settle();
  wish.content.time = ZonedSpan{local(11, 29, 20), local(11, 29, 20, 30), &london()};
  wish.time = {at(11, 29, 20), at(11, 29, 20, 30)};
  cycle.ours = {wish};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|REQUEST|alex@example.org"));
}

TEST(Invitations, whoWasInvitedByMailHearsOfAMoveByPeople) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.event().dtstart = ZonedTime{local(11, 30, 20), TzId("Europe/London")};
  cycle.event().dtend = ZonedTime{local(11, 30, 20, 30), TzId("Europe/London")};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|REQUEST|alex@example.org"));
  EXPECT_NE(cycle.decided.entries.front().body.find("20261130T200000"), std::string::npos);
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

// What a dry run prints beside it.
TEST(Invitations, aChangeIsCalledWhatItIs) {
  const auto reason = [](Cycle& cycle) {
    cycle.run();
    const std::string said = cycle.decided.entries.empty() ? "" : cycle.decided.entries.front().reason;
    cycle.settle();
    cycle.now += Days{1};
    return said;
  };
  Cycle cycle;
  cycle.ours = {mailed(check_in(), {"alex@example.org"})};
  EXPECT_EQ(reason(cycle), "it is new");
  cycle.ours = {mailed(check_in(), {"alex@example.org", "sam@example.org"})};
  EXPECT_EQ(reason(cycle), "who is invited changes");
  cycle.ours.front().content.description = "── evenkeel ──\nRisks: one\n── end ──";
  EXPECT_EQ(reason(cycle), "its text changes");
  cycle.ours.front().content.alarms.emplace_back(Seconds{Hours{3}});
  EXPECT_EQ(reason(cycle), "its alarms or marks change");
  cycle.ours.front().content.time = ZonedSpan{local(11, 29, 20), local(11, 29, 20, 30), &london()};
  cycle.ours.front().time = {at(11, 29, 20), at(11, 29, 20, 30)};
  EXPECT_EQ(reason(cycle), "its time changes");
  // People move it: it stands there already, and those invited by e-mail hear of it.
  cycle.event().dtstart = ZonedTime{local(11, 30, 20), TzId("Europe/London")};
  cycle.event().dtend = ZonedTime{local(11, 30, 20, 30), TzId("Europe/London")};
  EXPECT_EQ(reason(cycle), "it is announced anew");
  EXPECT_EQ(reason(cycle), "");
  cycle.ours.clear();
  EXPECT_EQ(reason(cycle), "it is not wanted any more");
}

TEST(Invitations, whoIsInvitedNoMoreGetsACancel) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org", "sam@example.org"})});
  cycle.ours = {mailed(check_in(), {"sam@example.org"})};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided),
              ElementsAre("||1|CANCEL|alex@example.org", "||1|REQUEST|sam@example.org"));
}

// Who has a new address is not called off at the old one, which is read in the same mailbox.
TEST(Invitations, aNewAddressOfSomebodyIsNoCancelAtTheOldOne) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"sam@old.example"})});
  cycle.ours = {mailed(check_in(), {"sam@example.org"})};
  cycle.settings.partners[1].aliases = {Address("sam@old.example")};
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|REQUEST|sam@example.org"));
  cycle.settings.partners[1].aliases.clear();  // it may be anybody's
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|sam@old.example", "||1|REQUEST|sam@example.org"));
}

TEST(Invitations, aWithdrawnEventIsCancelled) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.ours = {};
  cycle.run();
  EXPECT_EQ(cycle.decided.entries.front().verb, Verb::remove);
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org"));
}

TEST(Invitations, aDeletedEventIsCancelledOnce) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org"));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

/// What of the last cycle could not be mailed is still to be sent.
void leave_mails_waiting(Cycle& cycle, int attempts, const std::string& last_error) {
  cycle.sent.clear();
  for (OutboxEntry entry : cycle.decided.entries) {
    if (entry.verb != Verb::mail) continue;
    entry.id = static_cast<std::int64_t>(cycle.pending.size()) + 1;
    entry.attempts = attempts;
    entry.last_error = last_error;
    cycle.pending.push_back(entry);
  }
}

TEST(Invitations, nothingIsCalledOffForWhoNeverHeardOfIt) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  leave_mails_waiting(cycle, 3, "the mail server answers 451");
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
  EXPECT_THAT(cycle.decided.discard, ElementsAre(1));  // nor is anybody invited to it any more
}

TEST(Invitations, whoMayHaveHeardOfItIsToldThatItIsOff) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  leave_mails_waiting(cycle, 1, "");  // killed while it was sent
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org"));
}

TEST(Invitations, anEarlierInvitationIsCalledOffThoughTheLastOneWaits) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  const std::set<std::string> sent = cycle.sent;
  cycle.event().dtstart = ZonedTime{local(11, 30, 20), TzId("Europe/London")};
  cycle.event().dtend = ZonedTime{local(11, 30, 20, 30), TzId("Europe/London")};
  cycle.run();
  cycle.settle();
  leave_mails_waiting(cycle, 3, "the mail server answers 451");
  cycle.sent = sent;
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||2|CANCEL|alex@example.org"));
}

TEST(Invitations, ofOneTakenOverNobodyKnowsWhoHeardOfIt) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.records.clear();
  cycle.sent.clear();
  cycle.run();
  cycle.settle();
  cycle.ours.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org"));
}

TEST(Invitations, withInviteNoneNobodyIsToldAnything) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.settings.shared.front().invite = InviteChannel::none;
  cycle.ours = {check_in()};
  cycle.run();
  EXPECT_EQ(cycle.decided.entries.front().verb, Verb::update);
  EXPECT_EQ(cycle.decided.entries.front().body.find("ATTENDEE"), std::string::npos);
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
}

/// The text of a mail, its base64 lines read.
std::string subject_of(const OutboxEntry& mail) {
  const std::size_t at = mail.body.find("Subject: ") + 9;
  return mail.body.substr(at, mail.body.find("\r\n", at) - at);
}

TEST(Invitations, aCancelCallsItWhatTheInvitationDid) {
  Cycle cycle;
  cycle.publish({mailed(pick_up("Alex", "alex"), {"alex@example.org"})});
  cycle.event().summary = PrivateText("Sam: School pick-up, and keep the party quiet");
  cycle.ours = {mailed(pick_up(), {"sam@example.org"})};
  cycle.run();
  ASSERT_THAT(mails(cycle.decided),
              ElementsAre("||1|CANCEL|alex@example.org", "||1|REQUEST|sam@example.org"));
  EXPECT_EQ(subject_of(cycle.decided.entries.at(1)), "Cancelled: Alex: School pick-up");
}

TEST(Invitations, aHelperReadsOurWordsAlone) {
  Cycle cycle;
  cycle.publish({mailed(pick_up("Ask Gran", "gran"), {"gran@example.org"})});
  EXPECT_EQ(subject_of(cycle.decided.entries.at(1)), "Ask Gran: School pick-up");
  cycle.event().summary = PrivateText("Gran: School pick-up, and keep the party quiet");
  cycle.event().dtstart = ZonedTime{local(11, 24, 15, 30), TzId("Europe/London")};
  cycle.run();
  ASSERT_THAT(mails(cycle.decided), ElementsAre("||1|REQUEST|gran@example.org"));
  EXPECT_EQ(subject_of(cycle.decided.entries.at(1)), "Gran: School pick-up");
  cycle.settle();
  cycle.ours.clear();
  cycle.run();
  ASSERT_THAT(mails(cycle.decided), ElementsAre("||2|CANCEL|gran@example.org"));
  EXPECT_EQ(subject_of(cycle.decided.entries.at(1)), "Cancelled: Gran: School pick-up");
}

TEST(Invitations, whomTheServerTookOffIsRemembered) {
  Cycle cycle;
  const auto invited = [](const std::vector<std::string>& addresses) {
    Publication wish = mailed(check_in(), addresses);
    for (Invitee& invitee : wish.content.invitees) invitee.client_agent = false;
    return wish;
  };
  cycle.publish({invited({"alex@example.org", "sam@example.org"})});
  cycle.ours = {invited({"alex@example.org"})};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries.front().after.dropped, ElementsAre(Address("sam@example.org")));
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
}

TEST(Invitations, whoMaySeeTheTimeOnlyIsNoAttendee) {
  Cycle cycle;
  Publication wish = mailed(check_in(), {"alex@example.org"});
  wish.content.invitees.push_back({.address = Address("sam@example.org"),
                                   .client_agent = true,
                                   .listed = false,
                                   .detail = InviteDetail::busy});
  cycle.ours = {wish};
  cycle.run();
  EXPECT_EQ(cycle.decided.entries.front().body.find("sam@example.org"), std::string::npos);
  EXPECT_NE(cycle.decided.entries.front().body.find("alex@example.org"), std::string::npos);
  EXPECT_THAT(mails(cycle.decided),
              ElementsAre("||0|REQUEST|alex@example.org", "||0|REQUEST|sam@example.org"));
}

}  // namespace
}  // namespace evenkeel::test
