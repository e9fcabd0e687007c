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

}  // namespace
}  // namespace evenkeel::test
