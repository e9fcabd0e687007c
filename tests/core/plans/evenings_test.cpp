// Monday 23 November 2026, 08:00; the check-in stands on Sunday 29 November, 19:00.
#include "core/plans/evenings.hpp"

#include "core/household/home.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class EveningsTest : public testing::Test {
 protected:
  EveningsTest() {
    Routine check_in;
    check_in.id = "alignment";
    check_in.with = {PersonId("alex"), PersonId("sam")};
    home.settings.routines = {check_in};
  }

  std::vector<std::string> proposals(Slot slot = sunday(29)) {
    const World world = home.world();
    Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::left_out);
    for (const Slot& other : more_slots) analysis.routines.slots.push_back(other);
    return proposed_evenings(world, analysis, wins, slot);
  }

  static Slot sunday(unsigned day) {
    return {0, "2026-W48", {nov(day, 19), nov(day, 19, 30)}, "slot/alignment/2026-W48", ""};
  }

  /// Sam has something on from 20:00 on these days of the week after the check-in.
  void busy(std::initializer_list<unsigned> days_of_december) {
    for (const unsigned day : days_of_december) {
      home.timed("sam/private", "Choir", civil(2026, 12, day, 20), civil(2026, 12, day, 21));
    }
  }

  Home home;
  std::vector<Win> wins{{date(2026, 11, 27), "Alex reached ‘Budget’", true}};
  std::vector<Slot> more_slots;
};

// "A finished milestone proposes an evening within the week in which both are free": of the week that begins
// with the agenda, and the evening of the agenda is taken by it.
TEST_F(EveningsTest, LieAfterTheAgenda) {
  EXPECT_THAT(proposals(), ElementsAre("Alex reached ‘Budget’: both are free on the evening of Mon 30 Nov"));
  home.settings.routines[0].windows = every_day("------S", Hours(9), Hours(10));
  Slot early = sunday(29);
  early.time = {nov(29, 9), nov(29, 10)};
  EXPECT_THAT(proposals(early),
              ElementsAre("Alex reached ‘Budget’: both are free on the evening of Mon 30 Nov"));
}

TEST_F(EveningsTest, AreThoseOnWhichBothAreFree) {
  home.timed("alex/private", "Choir", 30, 20, 21);
  busy({1});
  EXPECT_THAT(proposals(), ElementsAre("Alex reached ‘Budget’: both are free on the evening of Wed 2 Dec"));
  more_slots = {{0, "2026-12", {dec(2, 20), dec(2, 21)}, "slot/review/2026-12", ""}};
  EXPECT_THAT(proposals(), ElementsAre("Alex reached ‘Budget’: both are free on the evening of Thu 3 Dec"));
  busy({3, 4, 5});
  EXPECT_THAT(proposals(), IsEmpty()) << "Sunday is that of the next check-in, and the 7th of another week";
}

// Somebody has to be at home.
TEST_F(EveningsTest, AreNotThoseOfADuty) {
  Coverage bed_time;
  bed_time.id = "bed-time";
  bed_time.time = {{Hours(19), Hours(20)}};
  bed_time.rrule = "FREQ=WEEKLY;BYDAY=MO";
  bed_time.start = date(2026, 11, 23);
  bed_time.who = {PersonId("alex"), PersonId("sam")};
  home.settings.coverages = {bed_time};
  EXPECT_THAT(proposals(), ElementsAre("Alex reached ‘Budget’: both are free on the evening of Tue 1 Dec"));
}

// A milestone is celebrated once, and whatever a title says, it makes none.
TEST_F(EveningsTest, AreProposedForMilestonesOfTheWeekBefore) {
  EXPECT_THAT(proposals(sunday(22)), IsEmpty()) << "not reached yet";
  wins = {{date(2026, 11, 22), "Alex reached ‘Budget’", true}};
  EXPECT_THAT(proposals(), IsEmpty()) << "of the agenda before";
  wins = {{date(2026, 11, 27), "Sam kept ‘What Alex reached today’", false}};
  EXPECT_THAT(proposals(), IsEmpty());
}

TEST_F(EveningsTest, AreNotKnownOfWhoHasPaused) {
  home.snapshot.paused = {PersonId("sam")};
  EXPECT_THAT(proposals(), IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
