// What people did stays done, and what only looks like something they did is no answer.
#include "core/publishing/latest_edit.hpp"
#include "table.hpp"

#include <array>

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Duties of six days.
std::vector<Publication> six_duties() {
  std::vector<Publication> duties;
  for (unsigned day = 24; day < 30; ++day) {
    Publication duty = pick_up();
    duty.key = "duty/pick-up/2026-11-" + std::to_string(day);
    duty.time = {at(11, day, 15, 15), at(11, day, 16)};
    duty.content.time = ZonedSpan{local(11, day, 15, 15), local(11, day, 16), &london()};
    duties.push_back(duty);
  }
  return duties;
}

TEST(PeopleDecide, aNameIsReadInWhateverCaseItIsWritten) {
  Cycle cycle;
  cycle.settings.helpers.front().name = "Großmutter";
  cycle.publish({pick_up()});
  for (const char* title : {"großmutter: School pick-up", "GROSSMUTTER : School pick-up"}) {
    cycle.event().summary = PrivateText(title);
    cycle.run();
    EXPECT_EQ(cycle.record(pick_up().key).given_to, PersonId("gran")) << title;
  }
}

TEST(PeopleDecide, anEmptiedCalendarIsNoAnswerThoughANewEventStandsThere) {
  Cycle cycle;
  auto duties = six_duties();
  cycle.publish(duties);
  cycle.theirs.clear();
  Publication seventh = check_in();
  cycle.records.push_back({.calendar = "shared", .key = seventh.key, .uid = identity().uid(seventh.key, 0)});
  cycle.theirs.push_back(stored(identity().uid(seventh.key, 0), seventh.content));
  cycle.ours.push_back(seventh);
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.not_needed, IsEmpty());
  ASSERT_THAT(cycle.decided.entries, SizeIs(6));
  EXPECT_EQ(cycle.decided.entries.front().after.uid, identity().uid(duties.front().key, 0));
}

TEST(PeopleDecide, whoDeletesThemAllAgainMeansIt) {
  Cycle cycle;
  cycle.publish(six_duties());
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, SizeIs(6));
  cycle.settle();
  cycle.now += Hours{1};
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.not_needed, SizeIs(6));
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(PeopleDecide, aFewThatAreGoneFromAmongOthersWereDeleted) {
  Cycle cycle;
  cycle.publish(six_duties());
  cycle.theirs = {stored(Uid("dinner@phone"), check_in().content)};
  cycle.run();
  EXPECT_FALSE(cycle.observed.emptied);
  EXPECT_THAT(cycle.observed.answers.not_needed, SizeIs(6));
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST_F(Table, inAnotherCollectionNothingWasDeleted) {
  publish();
  cycle.theirs.clear();
  cycle.replaced = true;
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.not_needed, IsEmpty());
  EXPECT_THAT(cycle.decided.entries, SizeIs(3));
  cycle.replaced = false;
  cycle.run();  // the same without another collection: three were deleted
  EXPECT_THAT(cycle.observed.answers.not_needed, SizeIs(1));
}

TEST_F(Table, row23WhatWasPutAfterItsOwnTimeStaysUntilThen) {
  publish();
  face(pick_up()).dtstart = ZonedTime{local(11, 24, 17, 15), TzId("Europe/London")};
  face(pick_up()).dtend = ZonedTime{local(11, 24, 18), TzId("Europe/London")};
  cycle.run();
  cycle.settle();
  cycle.now = at(11, 24, 16, 30);
  want({check_in(), crunch()});  // its window is over
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.now = at(11, 24, 14);  // before that it is not wanted for another reason
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
}

TEST_F(Table, aDeclinedTimeThatPeopleChooseIsDeclinedNoMore) {
  publish();
  face(check_in()).attendees = {{Address("sam@example.org"), PartStat::declined, ""}};
  Publication later = check_in();
  later.time = {at(11, 26, 21), at(11, 26, 21, 30)};
  later.content.time = ZonedSpan{local(11, 26, 21), local(11, 26, 21, 30), &london()};
  want({pick_up(), later, crunch()});
  cycle.run();
  cycle.settle();
  face(check_in()).dtstart = ZonedTime{local(11, 29, 19), TzId("Europe/London")};
  face(check_in()).dtend = ZonedTime{local(11, 29, 19, 30), TzId("Europe/London")};
  cycle.run();
  EXPECT_FALSE(cycle.observed.answers.declined.contains(check_in().key));
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), check_in().time);
  // Sam's copy of the first invitation still says so; it is older than what was sent since.
  EventContent first = check_in().content;
  first.organizer = "home@example.org";
  first.invitees = {{.address = Address("sam@example.org"), .partstat = PartStat::declined}};
  cycle.sources = {{.name = {"sam", "work"}, .objects = {stored(identity().uid(check_in().key, 0), first)}}};
  cycle.run();
  EXPECT_FALSE(cycle.observed.answers.declined.contains(check_in().key));
}

TEST_F(Table, recordsOfALostKeyAreNobodysAnswer) {
  const Identity lost(Secret("another key"), "hazel-street");
  publish();
  for (PublicationRecord& record : cycle.records) record.uid = lost.uid(record.key, 0);
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.not_needed, IsEmpty());
  ASSERT_THAT(cycle.decided.entries, SizeIs(3));
  for (const OutboxEntry& entry : cycle.decided.entries) EXPECT_TRUE(identity().is_own(entry.after.uid));
}

TEST(PeopleDecide, restoredAfterItWasCalledOffItIsInvitedToAgain) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  const std::vector<StoredObject> there = cycle.theirs;
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|CANCEL|alex@example.org"));
  cycle.settle();
  cycle.theirs = there;
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||2|REQUEST|alex@example.org"));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(PeopleDecide, aPlaceIsToldToThoseInvitedByMail) {
  Cycle cycle;
  cycle.publish({mailed(check_in(), {"alex@example.org"})});
  cycle.event().location = PrivateText("At the pub");
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), ElementsAre("||1|REQUEST|alex@example.org"));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST_F(Table, aSwapThatCannotBeIsShownAndStaysAWish) {
  publish();
  face(pick_up()).summary = PrivateText("Gran: School pick-up, bring kit");
  want({pick_up("Alex", "alex"), check_in(), crunch()});  // Gran cannot
  cycle.run();
  EXPECT_NE(only().body.find("SUMMARY:Alex: School pick-up\\, bring kit"), std::string::npos) << only().body;
  EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("gran"));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("gran"));
  want({pick_up("Gran", "gran"), check_in(), crunch()});  // now she can
  cycle.run();
  EXPECT_NE(only().body.find("SUMMARY:Gran: School pick-up\\, bring kit"), std::string::npos) << only().body;
}

TEST_F(Table, whatPeopleWroteComesBackWithTheEvent) {
  publish();
  face(pick_up()).description = PrivateText("Leave at 14:50 (25 min on the way).\n\nTake the violin");
  want({check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
  cycle.settle();
  want({pick_up(), check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::create);
  EXPECT_NE(only().body.find("Take the violin"), std::string::npos);
}

TEST_F(Table, anAdoptedDutyStaysWhereItStands) {
  publish();
  face(pick_up()).dtstart = ZonedTime{local(11, 24, 17, 15), TzId("Europe/London")};
  face(pick_up()).dtend = ZonedTime{local(11, 24, 18), TzId("Europe/London")};
  cycle.records.clear();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  cycle.now += Minutes{10};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(PeopleDecide, whatAPauseWithdrawsIsNoMassDeletion) {
  Cycle cycle;
  std::vector<Publication> duties;
  for (unsigned day = 1; day <= 12; ++day) {
    Publication duty = pick_up();
    duty.key = "duty/pick-up/2026-12-" + std::to_string(day);
    duty.time = {at(12, day, 15, 15), at(12, day, 16)};
    duty.content.time = ZonedSpan{local(12, day, 15, 15), local(12, day, 16), &london()};
    duties.push_back(duty);
  }
  cycle.publish(duties);
  cycle.ours = {};
  EXPECT_TRUE(cycle.run().held);
  cycle.paused = {PersonId("sam")};
  EXPECT_FALSE(cycle.run().held);
  EXPECT_THAT(cycle.decided.entries, SizeIs(12));
}

PublicationRecord given(const std::string& calendar, const std::string& person, Instant edited) {
  PublicationRecord record{.calendar = calendar, .key = pick_up().key, .kind = PublicationKind::duties};
  record.given_to = record.person = PersonId(person);
  record.edited = edited;
  return record;
}

TEST(PeopleDecide, ofTwoCalendarsTheLaterEditCounts) {
  std::array<Observation, 2> calendars;
  calendars[0].records = {given("couple", "alex", at(11, 21, 9))};
  calendars[1].records = {given("family", "gran", at(11, 21, 10))};
  keep_latest_edits(std::array{std::ref(calendars[0]), std::ref(calendars[1])});
  EXPECT_EQ(calendars[0].answers.holder.at(pick_up().key), PersonId("gran"));
  EXPECT_THAT(calendars[0].changed, SizeIs(1));
  EXPECT_THAT(calendars[1].changed, IsEmpty());
}

TEST(PeopleDecide, ofTwoTimesTheLaterCounts) {
  std::array<Observation, 2> calendars;
  for (const std::size_t i : {0U, 1U}) {
    PublicationRecord record{.key = check_in().key, .kind = PublicationKind::routines};
    record.time = {at(11, 29, 18 + static_cast<int>(i)), at(11, 29, 19 + static_cast<int>(i))};
    record.moved = true;
    record.edited = at(11, 21, 10 - static_cast<int>(i));
    calendars.at(i).records = {record};
  }
  keep_latest_edits(std::array{std::ref(calendars[0]), std::ref(calendars[1])});
  EXPECT_TRUE(calendars[0].records.front().moved);
  EXPECT_FALSE(calendars[1].records.front().moved);
  EXPECT_THAT(calendars[1].answers.moved_by_people, IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
