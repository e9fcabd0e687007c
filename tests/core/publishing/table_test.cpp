// Rows 1 to 11 of the table in core/publishing/decide.cpp, by their numbers.
#include "table.hpp"

#include <map>

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Table, row1NothingAnywhere) {
  cycle.run();
  expect_nothing();
}

TEST_F(Table, row2WantedIsCreated) {
  want({pick_up()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::create);
  EXPECT_EQ(only().href, Identity::href(identity().uid(pick_up().key, 0)));
  EXPECT_NE(only().body.find("SUMMARY:Sam: School pick-up"), std::string::npos);
  EXPECT_EQ(only().after.generation, 0);
}

TEST_F(Table, row3OrphanIsRemovedAfterADay) {
  publish();
  cycle.records.clear();
  want({pick_up(), check_in()});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  cycle.now += Hours{23};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.now += Hours{2};
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
  EXPECT_EQ(only().after.uid, identity().uid(crunch().key, 0));
  cycle.settle();
  cycle.run();
  expect_nothing();
}

TEST_F(Table, row3OrphanThatIsWantedLaterIsAdopted) {
  publish();
  cycle.records.clear();
  want({pick_up(), check_in()});
  cycle.run();
  cycle.settle();
  want({pick_up(), check_in(), crunch()});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  cycle.now += Days{2};
  cycle.run();
  expect_nothing();
}

TEST_F(Table, row4LostDatabaseAdoptsWithoutSendingAnything) {
  Publication invited = check_in();
  invited.content.organizer = "home@example.org";
  invited.content.invitees = {{.address = Address("alex@example.org"), .client_agent = true}};
  cycle.publish({pick_up(), invited, crunch()});
  const auto before = cycle.records;
  cycle.records.clear();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  EXPECT_THAT(cycle.records, SizeIs(before.size()));
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), check_in().time);
  EXPECT_EQ(cycle.observed.answers.published_holder.at(pick_up().key), PersonId("sam"));
  cycle.run();
  expect_nothing();
}

TEST_F(Table, row4AdoptedButDifferentIsUpdated) {
  publish();
  cycle.records.clear();
  want({pick_up("Alex", "alex"), check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::update);
  EXPECT_NE(only().body.find("SUMMARY:Alex: School pick-up"), std::string::npos);
}

TEST_F(Table, row4PeoplesNotesSurviveALostDatabase) {
  Publication deadline = crunch();
  deadline.kind = PublicationKind::deadlines;
  deadline.key = "deadline/alex/report";
  deadline.content.description = "";
  deadline.content.categories = {"Deadline"};
  Publication finding = crunch();
  finding.content.description = "18 h of work for 20 h.\n\nDelete this event when you have seen it.";
  cycle.publish({pick_up(), finding, deadline});
  face(pick_up()).description = PrivateText("Leave at 14:40 (35 min on the way).\nBring the kit");
  face(finding).description =
      PrivateText("19 h of work for 20 h.\n\nDelete this event when you have seen it.\n\nTalked to Sam");
  face(deadline).description = PrivateText("Draft is with Sam");
  cycle.records.clear();
  cycle.run();
  std::map<std::string, std::string> written;
  for (const OutboxEntry& entry : cycle.decided.entries) written[entry.key] = entry.body;
  EXPECT_THAT(written, SizeIs(2));  // nothing is wanted of the deadline's text
  EXPECT_NE(
      written[pick_up().key].find("DESCRIPTION:Leave at 14:50 (25 min on the way).\\n\\nBring the kit\r\n"),
      std::string::npos)
      << written[pick_up().key];
  EXPECT_NE(written[finding.key].find("Talked to Sam"), std::string::npos);
  EXPECT_EQ(written[finding.key].find("19 h"), std::string::npos);
}

TEST_F(Table, row5NotListedYetWaits) {
  cycle.settings.shared.front().connection.kind = SourceKind::caldav;
  cycle.publish({pick_up()});
  cycle.theirs.clear();
  cycle.now -= Minutes{8};  // two minutes after the push: the index of the server may not know it
  cycle.run();
  expect_nothing();
  EXPECT_EQ(cycle.record(pick_up().key).state, RecordState::active);
}

std::vector<Publication> five_duties() {
  std::vector<Publication> duties;
  for (unsigned day = 23; day < 28; ++day) {
    Publication duty = pick_up();
    duty.key = "duty/pick-up/2026-11-" + std::to_string(day);
    duty.time = {at(11, day, 15, 15), at(11, day, 16)};
    duty.content.time = ZonedSpan{local(11, day, 15, 15), local(11, day, 16), &london()};
    duties.push_back(duty);
  }
  return duties;
}

TEST_F(Table, row6EmptiedCalendarIsFilledAgain) {
  cycle.publish(five_duties());
  cycle.theirs.clear();
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.not_needed, IsEmpty());
  EXPECT_THAT(cycle.decided.entries, SizeIs(5));
  for (const OutboxEntry& entry : cycle.decided.entries) {
    EXPECT_EQ(entry.verb, Verb::create);
    EXPECT_EQ(entry.after.generation, 0);
    EXPECT_NE(entry.body.find("Leave at"), std::string::npos);
  }
  EXPECT_THAT(cycle.observed.warnings, SizeIs(1));
}

TEST_F(Table, row6WhatPeopleWroteIsPutBackToo) {
  std::vector<Publication> ours;
  for (int week = 48; week < 53; ++week) {
    ours.push_back(check_in());
    ours.back().key = "slot/alignment/2026-W" + std::to_string(week);
  }
  cycle.publish(ours);
  cycle.event().description = PrivateText("── evenkeel ──\nRisks: none\n── end ──\nCall the plumber");
  cycle.run();
  cycle.settle();
  cycle.theirs.clear();
  cycle.now += Hours{1};
  cycle.run();
  ASSERT_EQ(cycle.decided.entries.size(), 5U);
  const auto notes = [](const OutboxEntry& entry) {
    std::string text = entry.body;
    for (std::size_t at = 0; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
    return text.find("── end ──\\nCall the plumber") != std::string::npos;
  };
  EXPECT_EQ(std::ranges::count_if(cycle.decided.entries, notes), 1);
}

TEST_F(Table, row7EmptiedAndNotWantedIsForgotten) {
  cycle.publish(five_duties());
  cycle.theirs.clear();
  want({});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_THAT(cycle.decided.records, SizeIs(5));
}

TEST_F(Table, row8NotWantedAnyMoreIsRemoved) {
  publish();
  want({check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
  EXPECT_EQ(only().if_match, ETag("\"1\""));
  EXPECT_EQ(only().after.state, RecordState::withdrawn);
}

TEST_F(Table, row9EditedAndNotWantedIsRemoved) {
  publish();
  face(pick_up()).description = PrivateText("Leave at 14:50 (25 min on the way).\nBring the kit");
  want({check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
}

TEST_F(Table, row10UnchangedSendsNothing) {
  publish();
  for (int i = 0; i < 200; ++i) {
    cycle.run();
    cycle.now += Minutes{1};
    if (i > 0) expect_nothing();  // the first one sees that they are listed
    if (i > 0) {
      EXPECT_THAT(cycle.observed.changed, IsEmpty());
    }
    cycle.settle();
  }
}

TEST_F(Table, row10ServerRewritesAreNoEdit) {
  publish();
  cycle.run();
  cycle.settle();
  Component& event = face(pick_up());
  event.categories.clear();  // dropped
  event.sequence = 3;        // raised (cyrus)
  event.dtstamp = cycle.now;
  event.dtstart = Instant(at(11, 24, 15, 15));  // written in UTC
  event.dtend.reset();
  event.duration = NominalDuration{Days{0}, Minutes{45}};
  event.description = PrivateText("Leave at 14:50 (25 min on the way). \r\n");
  theirs_of(pick_up()).etag = ETag("\"other\"");
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_FALSE(cycle.record(pick_up().key).moved);
  EXPECT_FALSE(cycle.record(pick_up().key).renamed);
}

TEST_F(Table, row11ChangedWishIsSent) {
  publish();
  Publication later = pick_up();
  later.content.time = ZonedSpan{local(11, 24, 15, 30), local(11, 24, 16), &london()};
  later.time.start = at(11, 24, 15, 30);
  want({later, check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::update);
  EXPECT_EQ(only().after.sequence, 1);
  EXPECT_EQ(only().if_match, ETag("\"1\""));
}

TEST_F(Table, row11TextAloneDoesNotRaiseTheSequence) {
  publish();
  Publication said = pick_up();
  said.content.description = "Leave at 14:40 (35 min on the way).";
  want({said, check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().after.sequence, 0);
}

TEST_F(Table, row11TheSequenceGoesOnFromTheServers) {
  publish();
  face(pick_up()).sequence = 4;
  Publication later = pick_up();
  later.content.time = ZonedSpan{local(11, 24, 15, 30), local(11, 24, 16), &london()};
  want({later, check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().after.sequence, 5);
}

TEST_F(Table, row11AllDayFindingIsRewrittenOnceADay) {
  publish();
  Publication worse = crunch();
  worse.badness = 1.1;
  worse.content.description = "22 h of work for 20 h.";
  want({pick_up(), check_in(), worse});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.now = at(11, 22, 0, 1);
  cycle.run();
  EXPECT_EQ(only().verb, Verb::update);
  EXPECT_EQ(only().after.badness, 1.1);
}

Publication agenda_saying(const std::string& risks) {
  Publication result = check_in();
  result.content.description = "── evenkeel ──\nAlex needs " + risks + ".\n── end ──";
  return result;
}

TEST_F(Table, row11HoursThatCreepAreWrittenOnceADay) {
  cycle.publish({agenda_saying("79 h 53 min and has 68 h")});
  for (const char* later : {"79 h and has 67 h 50 min", "45 min and has 30 min"}) {
    want({agenda_saying(later)});
    cycle.run();
    EXPECT_THAT(cycle.decided.entries, IsEmpty()) << later;
    EXPECT_THAT(cycle.decided.records, IsEmpty()) << later;
  }
  want({agenda_saying("more than 79 h 53 min")});  // it says something else
  cycle.run();
  EXPECT_EQ(only().verb, Verb::update);
  want({agenda_saying("79 h and has 67 h 50 min")});
  cycle.now = at(11, 22, 0, 1);
  cycle.run();
  EXPECT_EQ(only().verb, Verb::update);
}

TEST_F(Table, row3LongPastIsNoOrphan) {
  publish();
  cycle.records.clear();
  want({});
  cycle.settings.history = Days{14};
  cycle.now = at(12, 20, 12);
  cycle.run();
  expect_nothing();
  EXPECT_THAT(cycle.observed.changed, IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
