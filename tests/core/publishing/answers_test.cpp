// Answers: declined, accepted, undelivered; from the shared calendar and from copies of the invitation.
#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Publication invited(Publication publication, std::vector<std::string> addresses, bool by_mail = false) {
  publication.content.organizer = "home@example.org";
  for (std::string& address : addresses) {
    publication.content.invitees.push_back({.address = Address(address), .client_agent = by_mail});
  }
  return publication;
}

void answer(Component& event, const char* address, PartStat partstat) {
  for (Attendee& attendee : event.attendees) {
    if (attendee.address == Address(address)) attendee.partstat = partstat;
  }
}

TEST(Answers, aDeclinedCheckInIsCountedOnceForItsSlot) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"})});
  answer(cycle.event(), "sam@example.org", PartStat::declined);
  for (int i = 0; i < 3; ++i) {  // the same answer, read again before the new slot could be published
    cycle.run();
    EXPECT_EQ(cycle.observed.answers.declined.at(check_in().key), 1);
    EXPECT_THAT(cycle.observed.answers.declined_slots.at(check_in().key), ElementsAre(check_in().time));
    EXPECT_FALSE(cycle.observed.answers.placed.contains(check_in().key));
    for (const auto& record : cycle.observed.changed) cycle.remember(record);
  }
}

TEST(Answers, theNextSlotIsAskedAfreshAndMayBeDeclinedToo) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"})});
  answer(cycle.event(), "sam@example.org", PartStat::declined);
  answer(cycle.event(), "alex@example.org", PartStat::accepted);
  Publication next = invited(check_in(), {"alex@example.org", "sam@example.org"});
  next.time = {at(11, 30, 20), at(11, 30, 20, 30)};
  next.content.time = ZonedSpan{local(11, 30, 20), local(11, 30, 20, 30), &london()};
  cycle.ours = {next};
  cycle.run();
  ASSERT_THAT(cycle.decided.entries, SizeIs(1));
  EXPECT_EQ(cycle.decided.entries[0].after.sequence, 1);
  EXPECT_EQ(cycle.decided.entries[0].body.find("PARTSTAT=DECLINED"), std::string::npos);
  EXPECT_EQ(cycle.decided.entries[0].body.find("PARTSTAT=ACCEPTED"), std::string::npos);
  cycle.settle();
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), next.time);
  EXPECT_EQ(cycle.observed.answers.declined.at(check_in().key), 1);
  answer(cycle.event(), "alex@example.org", PartStat::declined);
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.declined.at(check_in().key), 2);
}

TEST(Answers, anAnswerStaysWhenOnlyTheTextChanges) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org"})});
  answer(cycle.event(), "alex@example.org", PartStat::accepted);
  Publication wish = invited(check_in(), {"alex@example.org"});
  wish.content.description = "── evenkeel ──\nRisks: one\n── end ──";
  cycle.ours = {wish};
  cycle.run();
  ASSERT_THAT(cycle.decided.entries, SizeIs(1));
  EXPECT_NE(cycle.decided.entries[0].body.find("PARTSTAT=ACCEPTED"), std::string::npos);
}

TEST(Answers, aDeclinedDutyNamesWhoDeclined) {
  Cycle cycle;
  cycle.publish({invited(pick_up(), {"sam@example.org"})});
  answer(cycle.event(), "sam@example.org", PartStat::declined);
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.declined_by.at(pick_up().key), ElementsAre(PersonId("sam")));
}

TEST(Answers, aHelperWhoAcceptsHasAgreed) {
  Cycle cycle;
  cycle.publish({invited(pick_up("Ask Gran", "gran"), {"gran@example.org"})});
  answer(cycle.event(), "gran@example.org", PartStat::accepted);
  cycle.run();
  EXPECT_TRUE(cycle.observed.answers.helper_agreed.contains(pick_up().key));
}

struct CopyCase {
  const char* name;
  const char* owner;
  const char* organizer;
  int hour;
  bool counts;
};

class Copies : public testing::TestWithParam<CopyCase> {};

TEST_P(Copies, countWhenTheyAreTheInvitation) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"})});
  StoredObject copy = cycle.theirs[0];
  Component& event = copy.object.components[0];
  answer(event, "sam@example.org", PartStat::declined);
  event.organizer = Address(GetParam().organizer);
  event.dtstart = ZonedTime{local(11, 29, GetParam().hour), TzId("Europe/London")};
  event.dtend = ZonedTime{local(11, 29, GetParam().hour, 30), TzId("Europe/London")};
  cycle.sources = {{.name = {GetParam().owner, "work"}, .objects = {copy}}};
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.declined.contains(check_in().key), GetParam().counts);
}

INSTANTIATE_TEST_SUITE_P(Cases, Copies,
                         testing::Values(CopyCase{"sams", "sam", "home@example.org", 19, true},
                                         CopyCase{"inAlexsCalendar", "alex", "home@example.org", 19, false},
                                         CopyCase{"ofAnotherOrganizer", "sam", "boss@example.org", 19, false},
                                         CopyCase{"atAnotherTime", "sam", "home@example.org", 18, false}),
                         [](const testing::TestParamInfo<CopyCase>& param) { return param.param.name; });

/// Sam's own copy of the invitation that stands, with her answer.
StoredObject copy_of_sam(const Cycle& cycle, PartStat partstat) {
  StoredObject copy = cycle.theirs[0];
  answer(copy.object.components[0], "sam@example.org", partstat);
  return copy;
}

TEST(Answers, aYesInACopyIsShownToTheOtherWhereNoServerDoesIt) {
  for (const bool by_mail : {true, false}) {
    Cycle cycle;
    cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"}, by_mail)});
    cycle.sources = {{.name = {"sam", "work"}, .objects = {copy_of_sam(cycle, PartStat::accepted)}}};
    cycle.run();
    ASSERT_THAT(cycle.decided.entries, SizeIs(by_mail ? 1 : 0));
    if (!by_mail) continue;
    EXPECT_NE(cycle.decided.entries[0].body.find("PARTSTAT=ACCEPTED"), std::string::npos);
    EXPECT_THAT(mails(cycle.decided), IsEmpty());
    cycle.settle();
    EXPECT_THAT(cycle.run().entries, IsEmpty());
  }
}

// Some servers keep PARTSTAT to themselves; what they drop is not written with every cycle.
TEST(Answers, aYesThatAServerDoesNotKeepIsRarelyWrittenAgain) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"}, true)});
  cycle.sources = {{.name = {"sam", "work"}, .objects = {copy_of_sam(cycle, PartStat::accepted)}}};
  EXPECT_THAT(cycle.run().entries, SizeIs(1));
  cycle.settle();
  answer(cycle.event(), "sam@example.org", PartStat::needs_action);
  cycle.now += Minutes{10};
  EXPECT_THAT(cycle.run().entries, IsEmpty());
  cycle.now += Hours{6};
  EXPECT_THAT(cycle.run().entries, SizeIs(1));
}

// What she wrote by mail after that is what she says.
TEST(Answers, aCopyThatIsOlderThanTheMailSaysNothing) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"}, true)});
  cycle.sources = {{.name = {"sam", "work"}, .objects = {copy_of_sam(cycle, PartStat::accepted)}}};
  cycle.sources[0].objects[0].object.components[0].dtstamp = cycle.now;
  cycle.records[0].answered[PersonId("sam")] = cycle.now + Minutes{1};
  EXPECT_THAT(cycle.run().entries, IsEmpty());
}

TEST(Answers, aCopyWithTheOrganizerOfThatTimeCounts) {
  for (const bool ours : {true, false}) {
    Cycle cycle;
    cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"}, true)});
    StoredObject copy = copy_of_sam(cycle, PartStat::declined);
    if (!ours) copy.object.components[0].organizer = Address("stranger@example.net");
    cycle.settings.shared.front().organizer = Address("new@example.org");
    cycle.sources = {{.name = {"sam", "work"}, .objects = {copy}}};
    cycle.run();
    EXPECT_EQ(cycle.record(check_in().key).declined, ours ? 1 : 0);
  }
}

// What Gran agreed to was called off: the next time she is asked.
TEST(Answers, aYesIsOverWhenSomebodyElseHasTheDuty) {
  Cycle cycle;
  Publication grans = invited(pick_up(), {"gran@example.org"}, true);
  grans.person = PersonId("gran");
  cycle.publish({grans});
  answer(cycle.event(), "gran@example.org", PartStat::accepted);
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.helper_agreed, SizeIs(1));
  cycle.settle();
  Publication alexs = invited(pick_up(), {"alex@example.org"}, true);
  alexs.person = PersonId("alex");
  cycle.ours = {alexs};
  cycle.run();
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.helper_agreed, IsEmpty());
}

TEST(Answers, aCopyOfAnEarlierInvitationUndoesNoSwap) {
  Cycle cycle;
  cycle.publish({invited(pick_up(), {"sam@example.org"}, true)});
  StoredObject copy = cycle.theirs[0];
  answer(copy.object.components[0], "sam@example.org", PartStat::declined);
  cycle.sources = {{.name = {"sam", "work"}, .objects = {copy}}};
  cycle.ours = {invited(pick_up("Alex", "alex"), {"alex@example.org"}, true)};
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.declined_by.at(pick_up().key), ElementsAre(PersonId("sam")));
  cycle.settle();
  cycle.now += Minutes{10};
  cycle.event().summary = PrivateText("Sam: School pick-up");  // they talked about it
  for (int i = 0; i < 2; ++i) {
    cycle.run();
    ASSERT_TRUE(cycle.observed.answers.holder.contains(pick_up().key));
    EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("sam"));
    EXPECT_FALSE(cycle.observed.answers.declined_by.contains(pick_up().key));
    cycle.settle();
  }
  // The answer to the invitation that goes with the swap counts.
  cycle.sources[0].objects[0].object.components[0].sequence = 9;
  cycle.run();
  EXPECT_FALSE(cycle.observed.answers.holder.contains(pick_up().key));
}

TEST(Answers, whoDelegatedADutyDoesNotCome) {
  Cycle cycle;
  cycle.publish({invited(pick_up(), {"sam@example.org"})});
  answer(cycle.event(), "sam@example.org", PartStat::delegated);
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.declined_by.at(pick_up().key), ElementsAre(PersonId("sam")));
}

TEST(Answers, aForgedUidInAWorkCalendarIsNobodysAnswer) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"sam@example.org"})});
  StoredObject forged = cycle.theirs[0];
  forged.object.uid = Uid("ea8ef5e02957a8bc-0000000000000000@evenkeel");
  forged.object.components[0].uid = forged.object.uid;
  answer(forged.object.components[0], "sam@example.org", PartStat::declined);
  cycle.sources = {{.name = {"sam", "work"}, .objects = {forged}}};
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.declined, IsEmpty());
}

TEST(Answers, undeliveredIsRemembered) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"})});
  cycle.event().attendees[0].schedule_status = "3.7";
  cycle.event().attendees[1].schedule_status = "1.2";
  cycle.run();
  EXPECT_THAT(cycle.record(check_in().key).undelivered, ElementsAre(Address("alex@example.org")));
}

TEST(Answers, ofSeveralDeliveriesTheWorstCounts) {
  Cycle cycle;
  cycle.publish({invited(check_in(), {"alex@example.org", "sam@example.org"})});
  cycle.event().attendees[0].schedule_status = "2.0,5.1";
  cycle.event().attendees[1].schedule_status = "2.0, 1.2";
  cycle.run();
  EXPECT_THAT(cycle.record(check_in().key).undelivered, ElementsAre(Address("alex@example.org")));
}

TEST(Answers, ofTwoCalendarsAreJoined) {
  Answers all;
  all.placed["slot/a/1"] = {at(11, 29, 19), at(11, 29, 20)};
  all.declined["slot/b/1"] = 1;
  Answers more;
  more.placed["slot/a/1"] = {at(11, 30, 19), at(11, 30, 20)};
  more.moved_by_people = {"slot/a/1"};
  more.declined["slot/b/1"] = 2;
  more.skipped = {"slot/c/1"};
  add(all, more);
  EXPECT_EQ(all.placed.at("slot/a/1").start, at(11, 30, 19));
  EXPECT_EQ(all.declined.at("slot/b/1"), 2);
  EXPECT_TRUE(all.skipped.contains("slot/c/1"));
}

}  // namespace
}  // namespace evenkeel::test
