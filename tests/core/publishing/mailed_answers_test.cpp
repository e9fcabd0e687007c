// Answers that came by e-mail: whose they are, what of, and what they change.
#include "core/ical/read.hpp"
#include "core/publishing/mailed_answer.hpp"
#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What a mail program answers: the event as it was invited to, one ATTENDEE, no ORGANIZER (as Exchange
/// does).
MailedAnswer answer(const Cycle& cycle, const std::string& sender, PartStat partstat) {
  MailedAnswer result{.sender = Address(sender), .method = AnswerMethod::reply, .object = {}};
  result.object = cycle.theirs.at(0).object;
  Component& component = result.object.components.front();
  component.organizer.reset();
  component.attendees = {{Address(sender), partstat, ""}};
  component.attendee_count = 1;
  component.dtstamp = cycle.now;
  return result;
}

Component& component(MailedAnswer& mail) {
  return mail.object.components.front();
}

Cycle invited(Publication publication = check_in(),
              std::vector<std::string> addresses = {"alex@example.org", "sam@example.org"}) {
  Cycle cycle;
  cycle.settings.partners[1].aliases = {Address("sam@work.example")};
  cycle.publish({mailed(std::move(publication), std::move(addresses))});
  return cycle;
}

int declined(Cycle& cycle, std::vector<MailedAnswer> answers) {
  cycle.mailed = std::move(answers);
  cycle.run();
  return cycle.record(cycle.ours.at(0).key).declined;
}

TEST(MailedAnswers, aDeclineIsTaken) {
  Cycle cycle = invited();
  EXPECT_EQ(declined(cycle, {answer(cycle, "sam@example.org", PartStat::declined)}), 1);
  EXPECT_THAT(cycle.record(check_in().key).declined_slots, ElementsAre(check_in().time));
  ASSERT_EQ(cycle.observed.changed.size(), 1U);
  EXPECT_FALSE(cycle.observed.answers.placed.contains(check_in().key));
}

// RFC 5546 4.2.2 answers without DTSTART: which version it means, SEQUENCE says.
TEST(MailedAnswers, withoutATimeAreOfTheVersionThatTheyName) {
  for (const int ahead : {0, 1}) {
    Cycle cycle = invited();
    MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::declined);
    component(mail).dtstart.reset();
    component(mail).dtend.reset();
    component(mail).sequence += ahead;
    EXPECT_EQ(declined(cycle, {mail}), 1 - ahead) << ahead;
  }
}

// An instance without DTSTART stands where RECURRENCE-ID says, whatever the SEQUENCE has become since.
TEST(MailedAnswers, ofAnInstanceNeedNoTimeEither) {
  const std::string reply =
      "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID:20261129T190000Z\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n";
  const auto read = ical::read(reply, {.household = {}, .answers = true});
  ASSERT_TRUE(read && read->objects.size() == 1);
  Cycle cycle = invited();
  MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::declined);
  const Component& instance = read->objects[0].components.at(0);
  component(mail).dtstart = instance.dtstart;
  component(mail).recurrence_id = instance.recurrence_id;
  component(mail).dtend.reset();
  component(mail).sequence += 5;
  EXPECT_EQ(declined(cycle, {mail}), 1);
}

TEST(MailedAnswers, countAlsoWhereTheCalendarWasNotReadAfresh) {
  Cycle cycle = invited();
  cycle.fresh = false;
  EXPECT_EQ(declined(cycle, {answer(cycle, "sam@example.org", PartStat::declined)}), 1);
}

TEST(MailedAnswers, ofTheSameCycleTwiceCountOnce) {
  Cycle cycle = invited();
  const MailedAnswer no = answer(cycle, "sam@example.org", PartStat::declined);
  EXPECT_EQ(declined(cycle, {no, no}), 1);
  cycle.settle();
  EXPECT_EQ(declined(cycle, {no}), 1);
}

TEST(MailedAnswers, ofStrangersAndOfWhoWasNotInvitedArePassedOver) {
  Cycle cycle = invited(check_in(), {"alex@example.org"});
  EXPECT_EQ(declined(cycle, {answer(cycle, "stranger@example.net", PartStat::declined)}), 0);
  EXPECT_EQ(declined(cycle, {answer(cycle, "sam@example.org", PartStat::declined)}), 0);
  EXPECT_EQ(declined(cycle, {answer(cycle, "gran@example.org", PartStat::declined)}), 0);
}

/// Sam can't answer for Alex.
TEST(MailedAnswers, theSenderAnswersForThemselvesOnly) {
  Cycle cycle = invited();
  MailedAnswer forged = answer(cycle, "sam@example.org", PartStat::declined);
  component(forged).attendees.front().address = Address("alex@example.org");
  EXPECT_EQ(declined(cycle, {forged}), 0);
}

TEST(MailedAnswers, ofAnAliasAreThatPersons) {
  Cycle cycle = invited();
  EXPECT_EQ(declined(cycle, {answer(cycle, "sam@work.example", PartStat::declined)}), 1);
}

/// A company's server may write an internal address into the ATTENDEE.
TEST(MailedAnswers, aSoleUnknownAttendeeIsTheSender) {
  Cycle cycle = invited();
  MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::declined);
  component(mail).attendees.front().address = Address("sam.x@internal.example");
  EXPECT_EQ(declined(cycle, {mail}), 1);
}

TEST(MailedAnswers, aboutAnotherTimeSayNothing) {
  Cycle cycle = invited();
  MailedAnswer old = answer(cycle, "sam@example.org", PartStat::declined);
  component(old).dtstart = ZonedTime{local(11, 22, 19), TzId("Europe/London")};
  EXPECT_EQ(declined(cycle, {old}), 0);
}

/// RFC 5546 3.2.3: DTSTART may be left out of a REPLY, SEQUENCE where it is 0.
TEST(MailedAnswers, withoutATimeAreToldByTheSequence) {
  Cycle cycle = invited();
  MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::declined);
  component(mail).dtstart.reset();
  component(mail).dtend.reset();
  component(mail).sequence = 1;
  EXPECT_EQ(declined(cycle, {mail}), 0);
  component(mail).sequence = 0;
  EXPECT_EQ(declined(cycle, {mail}), 1);
}

TEST(MailedAnswers, aRecurrenceIdMustBeTheEventsOwn) {
  Cycle cycle = invited();
  MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::declined);
  component(mail).recurrence_id = at(12, 6, 19);
  EXPECT_EQ(declined(cycle, {mail}), 0);
  component(mail).recurrence_id = at(11, 29, 19);
  EXPECT_EQ(declined(cycle, {mail}), 1);
}

TEST(MailedAnswers, theLatestOfAPersonCounts) {
  Cycle cycle = invited();
  MailedAnswer no = answer(cycle, "sam@example.org", PartStat::declined);
  MailedAnswer yes = answer(cycle, "sam@example.org", PartStat::accepted);
  component(yes).dtstamp = cycle.now + Minutes{1};
  EXPECT_EQ(declined(cycle, {no, yes}), 0);
  EXPECT_EQ(declined(cycle, {yes, no}), 0);
  component(no).dtstamp = cycle.now + Minutes{2};
  EXPECT_EQ(declined(cycle, {no, yes}), 1);
}

/// No server writes down who said yes by e-mail: evenkeel does, once, and it is no new version.
TEST(MailedAnswers, anOlderOneThatComesLaterIsOld) {
  Cycle cycle = invited(pick_up(), {"sam@example.org"});
  MailedAnswer no = answer(cycle, "sam@example.org", PartStat::declined);
  component(no).dtstamp = cycle.now - Hours{1};
  cycle.mailed = {answer(cycle, "sam@example.org", PartStat::accepted)};
  cycle.run();
  cycle.settle();
  cycle.mailed = {no};
  cycle.run();
  EXPECT_FALSE(cycle.observed.answers.declined_by.contains(pick_up().key));
}

TEST(MailedAnswers, aYesIsShownOnTheCalendar) {
  Cycle cycle = invited();
  EXPECT_EQ(declined(cycle, {answer(cycle, "sam@example.org", PartStat::accepted)}), 0);
  ASSERT_EQ(cycle.decided.entries.size(), 1U);
  const OutboxEntry& entry = cycle.decided.entries.front();
  EXPECT_EQ(entry.verb, OutboxEntry::Verb::update);
  EXPECT_NE(entry.body.find("PARTSTAT=ACCEPTED"), std::string::npos);
  EXPECT_EQ(entry.after.sequence, 0);
  cycle.settle();
  cycle.mailed.clear();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST(MailedAnswers, aDeclinedDutyNamesWho) {
  Cycle cycle = invited(pick_up(), {"sam@example.org"});
  declined(cycle, {answer(cycle, "sam@example.org", PartStat::declined)});
  EXPECT_THAT(cycle.record(pick_up().key).declined_by, ElementsAre(PersonId("sam")));
}

TEST(MailedAnswers, aHelperWhoAcceptsHasAgreed) {
  Cycle cycle = invited(pick_up("Ask Gran", "gran"), {"gran@example.org"});
  declined(cycle, {answer(cycle, "gran@example.org", PartStat::accepted)});
  EXPECT_TRUE(cycle.record(pick_up().key).helper_agreed);
}

MailedAnswer proposal(const Cycle& cycle, LocalTime start) {
  MailedAnswer mail = answer(cycle, "sam@example.org", PartStat::tentative);
  mail.method = AnswerMethod::counter;
  component(mail).dtstart = ZonedTime{start, TzId("Europe/London")};
  component(mail).dtend = ZonedTime{start + Minutes{30}, TzId("Europe/London")};
  return mail;
}

TEST(Proposals, areAWishLikeAMoveOnTheCalendar) {
  Cycle cycle = invited();
  cycle.mailed = {proposal(cycle, local(11, 30, 20))};
  cycle.run();
  const Interval wish{at(11, 30, 20), at(11, 30, 20, 30)};
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), wish);
  EXPECT_TRUE(cycle.observed.answers.moved_by_people.contains(check_in().key));
  // The plans place it there; nothing of it is lost when the server can't be written to meanwhile.
  cycle.records = {cycle.record(check_in().key)};
  cycle.mailed.clear();
  Publication moved = mailed(check_in(), {"alex@example.org", "sam@example.org"});
  moved.time = wish;
  moved.content.time = ZonedSpan{local(11, 30, 20), local(11, 30, 20, 30), &london()};
  cycle.ours = {moved};
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), wish);
  ASSERT_EQ(cycle.decided.entries.size(), 3U);
  EXPECT_EQ(cycle.decided.entries.front().after.sequence, 1);
  EXPECT_NE(cycle.decided.entries.front().body.find("20261130T200000"), std::string::npos);
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_TRUE(cycle.record(check_in().key).moved);
  EXPECT_FALSE(cycle.record(check_in().key).proposed);
}

TEST(Proposals, ofAnOldVersionOrAPastTimeAreNone) {
  Cycle cycle = invited();
  MailedAnswer old = proposal(cycle, local(11, 30, 20));
  component(old).sequence = 1;
  MailedAnswer past = proposal(cycle, local(11, 20, 20));
  for (const MailedAnswer& mail : {old, past}) {
    cycle.mailed = {mail};
    cycle.run();
    EXPECT_FALSE(cycle.record(check_in().key).proposed);
  }
}

/// A duty has its time from what it covers; "no, but later" is a no.
TEST(Proposals, ofADutyCountByTheirAnswer) {
  Cycle cycle = invited(pick_up(), {"sam@example.org"});
  MailedAnswer mail = proposal(cycle, local(11, 24, 17));
  cycle.mailed = {mail};
  cycle.run();
  EXPECT_FALSE(cycle.record(pick_up().key).proposed);
  EXPECT_THAT(cycle.record(pick_up().key).declined_by, IsEmpty());
  component(mail).attendees.front().partstat = PartStat::declined;
  cycle.mailed = {mail};
  cycle.run();
  EXPECT_THAT(cycle.record(pick_up().key).declined_by, ElementsAre(PersonId("sam")));
}

std::string message(const std::string& type, const std::string& body,
                    const std::string& from = "Sam <sam@example.org>") {
  return "From: " + from +
         "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nDeclined\r\n--b\r\nContent-Type: " +
         type + "\r\n\r\n" + body + "\r\n--b--\r\n";
}

TEST(AnswerMail, isToldByItsMethod) {
  const auto reply = answer_mail(message("text/calendar; method=\"reply\"", "BEGIN:VCALENDAR"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->sender, Address("sam@example.org"));
  EXPECT_EQ(reply->method, AnswerMethod::reply);
  EXPECT_EQ(reply->calendar, "BEGIN:VCALENDAR\r\n");
  const auto counter = answer_mail(message("text/calendar; charset=utf-8; method=COUNTER", "x"));
  ASSERT_TRUE(counter);
  EXPECT_EQ(counter->method, AnswerMethod::counter);
}

TEST(AnswerMail, mayTellTheMethodInsideOnly) {
  EXPECT_TRUE(
      answer_mail(message("application/ics; name=a.ics", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT")));
  EXPECT_FALSE(answer_mail(message("application/ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nMETHOD:REPLY")));
}

TEST(AnswerMail, invitationsAndOrdinaryMailAreNone) {
  EXPECT_FALSE(answer_mail(message("text/calendar; method=REQUEST", "METHOD:REPLY")));
  EXPECT_FALSE(answer_mail(message("text/plain", "METHOD:REPLY")));
  EXPECT_FALSE(answer_mail(message("text/calendar; method=REPLY", "x", "a@b.example, c@d.example")));
  EXPECT_FALSE(answer_mail(""));
}

}  // namespace
}  // namespace evenkeel::test
