// Rows 12 to 23 of the table in core/publishing/decide.cpp, by their numbers.
#include "table.hpp"

namespace evenkeel::test {
namespace {

using Verb = OutboxEntry::Verb;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Table, row12MovedStaysWhereItWasPut) {
  publish();
  face(check_in()).dtstart = ZonedTime{local(11, 30, 20), TzId("Europe/London")};
  face(check_in()).dtend = ZonedTime{local(11, 30, 20, 30), TzId("Europe/London")};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  const Interval there{at(11, 30, 20), at(11, 30, 20, 30)};
  EXPECT_EQ(cycle.observed.answers.placed.at(check_in().key), there);
  EXPECT_TRUE(cycle.observed.answers.moved_by_people.contains(check_in().key));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_TRUE(cycle.observed.answers.moved_by_people.contains(check_in().key));
}

TEST_F(Table, row12RenamedDutyIsASwap) {
  publish();
  face(pick_up()).summary = PrivateText("gran: School pick-up");
  want({pick_up("Gran", "gran"), check_in(), crunch()});  // the rota follows
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("gran"));
  EXPECT_TRUE(cycle.observed.answers.helper_agreed.contains(pick_up().key));
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("gran"));
}

TEST_F(Table, row12ADutyRenamedToANameAloneIsASwap) {
  publish();
  face(pick_up()).summary = PrivateText(" alex ");
  want({pick_up("Alex", "alex"), check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.holder.at(pick_up().key), PersonId("alex"));
  EXPECT_TRUE(cycle.record(pick_up().key).renamed);
}

TEST_F(Table, row13ASwapThatIsDeclinedIsTheRotasAgain) {
  publish();
  face(pick_up()).summary = PrivateText("Gran: School pick-up");
  face(pick_up()).attendees = {{Address("gran@example.org"), PartStat::declined, ""}};
  want({pick_up("Alex", "alex"), check_in(), crunch()});
  cycle.run();
  EXPECT_FALSE(cycle.observed.answers.holder.contains(pick_up().key));
  EXPECT_NE(only().body.find("SUMMARY:Alex: School pick-up"), std::string::npos);
  EXPECT_EQ(only().after.person, PersonId("alex"));
}

TEST_F(Table, row12AskGranRenamedIsAYes) {
  cycle.publish({pick_up("Ask Gran", "gran")});
  face(pick_up()).summary = PrivateText("Gran: School pick-up");
  cycle.run();
  EXPECT_TRUE(cycle.observed.answers.helper_agreed.contains(pick_up().key));
  EXPECT_FALSE(cycle.observed.answers.holder.contains(pick_up().key));
}

TEST_F(Table, row12AnOwnTitleStays) {
  publish();
  face(check_in()).summary = PrivateText("Our chat");
  cycle.run();
  cycle.settle();
  Publication wish = check_in();
  wish.content.description = "── evenkeel ──\nRisks: one\n── end ──";
  want({pick_up(), wish, crunch()});
  cycle.run();
  EXPECT_NE(only().body.find("SUMMARY:Our chat"), std::string::npos);
  cycle.settle();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST_F(Table, row13TheirFieldsStayWhenOthersChange) {
  publish();
  face(check_in()).dtstart = ZonedTime{local(11, 30, 20), TzId("Europe/London")};
  face(check_in()).dtend = ZonedTime{local(11, 30, 20, 30), TzId("Europe/London")};
  face(check_in()).location = PrivateText("At the pub");
  face(check_in()).description =
      PrivateText("Bring the plan\n── evenkeel ──\nRisks: none\n── end ──\n- [ ] Sam: call the school");
  Publication wish = check_in();
  wish.content.description = "── evenkeel ──\nRisks: one\n── end ──";
  want({pick_up(), wish, crunch()});
  cycle.run();
  const std::string& body = only().body;
  EXPECT_NE(body.find("20261130T200000"), std::string::npos);
  EXPECT_NE(body.find("LOCATION:At the pub"), std::string::npos);
  EXPECT_NE(body.find("Bring the plan"), std::string::npos);
  EXPECT_NE(body.find("Risks: one"), std::string::npos);
  EXPECT_NE(body.find("call the school"), std::string::npos);
  EXPECT_EQ(body.find("Risks: none"), std::string::npos);
}

TEST_F(Table, row13ReassignedDutyLosesTheFormerName) {
  publish();
  face(pick_up()).summary = PrivateText("Sam: School pick-up, bring kit");
  cycle.run();
  cycle.settle();
  want({pick_up("Alex", "alex"), check_in(), crunch()});
  cycle.run();
  EXPECT_NE(only().body.find("SUMMARY:Alex: School pick-up"), std::string::npos);
}

TEST_F(Table, row14ASeriesIsLeftAlone) {
  publish();
  face(check_in()).rrules = {"FREQ=WEEKLY"};
  want({pick_up(), crunch()});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST_F(Table, row15DeletedStaysDeleted) {
  publish();
  erase(check_in());
  erase(pick_up());
  want({crunch()});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_TRUE(cycle.observed.answers.skipped.contains(check_in().key));
  EXPECT_TRUE(cycle.observed.answers.not_needed.contains(pick_up().key));
  EXPECT_FALSE(cycle.observed.answers.placed.contains(check_in().key));
}

TEST_F(Table, row15StaleReadingIsNoDeletion) {
  publish();
  cycle.theirs.clear();
  cycle.fresh = false;
  cycle.run();
  expect_nothing();
  EXPECT_THAT(cycle.observed.answers.skipped, IsEmpty());
  EXPECT_TRUE(cycle.observed.answers.placed.contains(check_in().key));
}

TEST_F(Table, row16DeletedDutyIsNotMadeAgain) {
  publish();
  erase(pick_up());
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

TEST_F(Table, row16AcknowledgedFindingComesBackAsTheNextGeneration) {
  publish();
  erase(crunch());
  want({pick_up(), check_in()});
  cycle.run();
  EXPECT_TRUE(cycle.observed.answers.acknowledged.contains(crunch().key));
  cycle.settle();
  Publication worse = crunch();
  worse.badness = 1.2;
  want({pick_up(), check_in(), worse});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::create);
  EXPECT_EQ(only().after.uid, identity().uid(crunch().key, 1));
}

TEST_F(Table, row17RestoredIsActiveAgain) {
  publish();
  const auto before = cycle.theirs;
  erase(check_in());
  cycle.run();
  cycle.settle();
  cycle.theirs = before;
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_FALSE(cycle.observed.answers.skipped.contains(check_in().key));
  EXPECT_TRUE(cycle.observed.answers.placed.contains(check_in().key));
}

TEST_F(Table, row18And19WithdrawnThenWantedAgain) {
  publish();
  want({check_in(), crunch()});
  cycle.run();
  cycle.settle();
  cycle.run();
  expect_nothing();
  want({pick_up(), check_in(), crunch()});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::create);
  EXPECT_EQ(only().after.generation, 1);
}

TEST_F(Table, row20And21CameBackByItself) {
  publish();
  const auto before = cycle.theirs;
  want({check_in(), crunch()});
  cycle.run();
  cycle.settle();
  cycle.theirs = before;
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
  want({pick_up(), check_in(), crunch()});
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  cycle.run();
  expect_nothing();
}

TEST_F(Table, row22SecondCopyIsRemoved) {
  publish();
  StoredObject copy = theirs_of(pick_up());
  copy.href = Href("/home/shared/zz-copy.ics");
  cycle.theirs.push_back(copy);
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);
  EXPECT_EQ(only().href, Href("/home/shared/zz-copy.ics"));
}

TEST_F(Table, row22MovedToAnotherNameIsFollowed) {
  publish();
  theirs_of(pick_up()).href = Href("/home/shared/import-1.ics");
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_EQ(cycle.record(pick_up().key).href, Href("/home/shared/import-1.ics"));
}

TEST_F(Table, row23ThePastIsLeftAlone) {
  publish();
  cycle.now = at(12, 24, 12);
  want({});
  cycle.run();
  EXPECT_EQ(only().verb, Verb::remove);  // the finding goes with its time
  EXPECT_EQ(only().key, crunch().key);
}

}  // namespace
}  // namespace evenkeel::test
