// A lost database with the key kept: what people had written into our events is theirs still.
#include "table.hpp"

namespace evenkeel::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Table, titlesThatPeopleGaveSurviveALostDatabase) {
  publish();
  face(check_in()).summary = PrivateText("Date night");
  face(pick_up()).summary = PrivateText("Sam: pick up kids + shoes");
  face(crunch()).transp = Transp::opaque;
  cycle.records.clear();
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  cycle.settle();
  // The rota changes: the name is ours, the words are theirs.
  want({pick_up("Alex", "alex"), check_in(), crunch()});
  cycle.run();
  EXPECT_THAT(only().body, HasSubstr("SUMMARY:Alex: pick up kids + shoes"));
}

TEST_F(Table, aTitleThatIsANameAloneSaysWhoseADutyIsAfterALostDatabaseToo) {
  publish();
  face(pick_up()).summary = PrivateText("Alex");
  cycle.records.clear();
  cycle.run();
  EXPECT_EQ(cycle.observed.answers.published_holder.at(pick_up().key), PersonId("alex"));
}

TEST_F(Table, ourOwnTitlesStayOursAfterALostDatabase) {
  publish();
  face(pick_up()).summary = PrivateText("Alex: School pick-up");
  cycle.records.clear();
  cycle.run();
  EXPECT_THAT(only().body, HasSubstr("SUMMARY:Sam: School pick-up"));  // as the rota has it
  EXPECT_FALSE(only().after.renamed);
}

TEST_F(Table, anAdoptedDutyIsNoSwapYet) {
  publish();
  cycle.records.clear();
  cycle.run();
  EXPECT_THAT(cycle.observed.answers.holder, IsEmpty());
  EXPECT_EQ(cycle.observed.answers.published_holder.at(pick_up().key), PersonId("sam"));
}

// It follows the one on another calendar, which people put to a later time than its window.
TEST_F(Table, aDutyThatFollowsAnotherIsNotTakenAwayWhenItsWindowIsOver) {
  Publication following = pick_up();
  following.wished = following.time;
  following.time = {at(11, 24, 18), at(11, 24, 18, 45)};
  following.content.time = ZonedSpan{local(11, 24, 18), local(11, 24, 18, 45), &london()};
  cycle.publish({following});
  want({});
  cycle.now = following.wished.end + Seconds{Minutes{1}};
  cycle.run();
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
}

/// Days from 1 Jan 2020 to 21 Nov 2026: seven years, two of them leap years, less the 40 days to the end.
constexpr int days_since_2020 = 7 * 365 + 2 - 41;

TEST_F(Table, whatIsMadeAfterALossIsNotOlderThanWhatPeopleHad) {
  publish();
  cycle.records.clear();
  erase(check_in());
  want({pick_up(), mailed(check_in(), {"alex@example.org"}), crunch()});
  cycle.run();
  ASSERT_FALSE(cycle.decided.entries.empty());
  EXPECT_EQ(cycle.decided.entries.front().after.sequence, days_since_2020);
  EXPECT_THAT(cycle.decided.entries.front().body, HasSubstr("SEQUENCE:" + std::to_string(days_since_2020)));
}

TEST_F(Table, afterALossNobodyIsInvitedAgain) {
  publish();
  cycle.records.clear();
  erase(check_in());
  want({pick_up(), mailed(check_in(), {"alex@example.org"}), crunch()});
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), IsEmpty());
}

TEST_F(Table, whereAllOfOursIsOverNothingAheadWasLost) {
  publish();
  cycle.records.clear();
  erase(check_in());
  cycle.now = at(12, 20, 9);
  Publication later = mailed(check_in(), {"alex@example.org"});
  later.key = "slot/alignment/2026-W52";
  later.content.time = ZonedSpan{local(12, 27, 19), local(12, 27, 19, 30), &london()};
  later.time = {at(12, 27, 19), at(12, 27, 19, 30)};
  want({later});
  cycle.run();
  EXPECT_THAT(mails(cycle.decided), testing::ElementsAre("||0|REQUEST|alex@example.org"));
}

TEST_F(Table, aCopyInSomebodysCalendarSaysHowFarTheSequenceWas) {
  want({mailed(check_in(), {"alex@example.org"})});
  EventContent sent = check_in().content;
  StoredObject copy = stored(identity().uid(check_in().key, 0), sent, 4);
  copy.object.components.front().organizer = Address("home@example.org");
  cycle.sources = {{.name = {"alex", "work"}, .objects = {copy}}};
  cycle.run();
  EXPECT_EQ(cycle.decided.entries.front().after.sequence, 5);
}

TEST_F(Table, withoutALossTheFirstSequenceIsZero) {
  publish();
  Publication later = check_in();
  later.key = "slot/alignment/2026-W49";
  want({pick_up(), check_in(), crunch(), later});
  cycle.run();
  EXPECT_EQ(only().after.sequence, 0);
}

}  // namespace
}  // namespace evenkeel::test
