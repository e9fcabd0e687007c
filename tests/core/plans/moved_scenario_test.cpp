// [[move]]: events, series and deadlines at another time (CONTRACT section 2).
#include "core/plans/scenario_fixture.hpp"

namespace evenkeel::test {
namespace {

// Every occurrence moves, and each keeps its RECURRENCE-ID, which is part of the keys.
TEST_F(ScenarioTest, ASeriesMovesByALength) {
  Component& weekly = home.timed("alex/work", "Weekly", 24, 10, 11);
  weekly.rrules = {"FREQ=WEEKLY;COUNT=2"};
  EXPECT_EQ(lay(MoveUid{Uid("uid-1"), Seconds(Hours(26))}), "");
  EXPECT_EQ(times(), (std::vector{nov_span(25, 12, 13), Interval{dec(2, 12), dec(2, 13)}}));
  const World world = home.world();
  const auto id = world.engagements[0][0].occurrence.recurrence_id;
  ASSERT_TRUE(id.has_value());
  EXPECT_EQ(std::get<Instant>(*id), nov(24, 10));
}

// `to` says where the first one goes; the clock of the zone is kept over a change of it: a series at 10:00
// in London stays at 10:00 behind 28 March 2027.
TEST_F(ScenarioTest, ASeriesMovesToATimeOnTheClock) {
  Component& weekly = home.timed("alex/work", "Weekly", civil(2027, 3, 22, 9), civil(2027, 3, 22, 10));
  weekly.rrules = {"FREQ=WEEKLY;COUNT=2"};
  EXPECT_EQ(lay(MoveUid{Uid("uid-1"), Due(civil(2027, 3, 23, 10))}), "");
  const auto utc = [](unsigned day, int hour) {
    return Instant(civil(2027, 3, day, hour).time_since_epoch());
  };
  EXPECT_EQ(times(), (std::vector{Interval{utc(23, 10), utc(23, 11)}, Interval{utc(30, 9), utc(30, 10)}}));
}

TEST_F(ScenarioTest, WholeDaysMoveByWholeDays) {
  home.all_day("alex/work", "Fair", date(2026, 11, 24), date(2026, 11, 26));
  EXPECT_NE(lay(MoveUid{Uid("uid-1"), Seconds(Hours(5))}), "");
  EXPECT_NE(lay(MoveUid{Uid("uid-1"), Due(civil(2026, 12, 1, 9))}), "");
  EXPECT_EQ(lay(MoveUid{Uid("uid-1"), Due(date(2026, 12, 1))}), "");
  EXPECT_EQ(times(), (std::vector{Interval{dec(1), dec(3)}}));
}

TEST_F(ScenarioTest, ADeadlineMovesByItsId) {
  home.settings.partners[0].deadlines.push_back({.id = "report",
                                                 .title = "Report",
                                                 .due = date(2026, 12, 1),
                                                 .start = {},
                                                 .lead = {},
                                                 .progress = {},
                                                 .alternatives = {}});
  EXPECT_EQ(lay(MoveDue{"report", Seconds(-Days(3))}), "");
  EXPECT_EQ(std::get<Date>(home.settings.partners[0].deadlines[0].due), date(2026, 11, 28));
  EXPECT_NE(lay(MoveDue{"report", Seconds(Hours(3))}), "");
  EXPECT_NE(lay(MoveDue{"nobody-knows", Seconds(Days(1))}), "");
}

TEST_F(ScenarioTest, AToDoAndAnEventMoveByTheHashOfTheirOccurrence) {
  home.todo("alex/work", "Paper", EventTime(date(2026, 12, 1)));
  home.todo("alex/work", "Talk", EventTime(civil(2026, 12, 2, 15)));
  Component& submission = home.timed("alex/work", "Submission", 30, 12, 13);
  submission.rrules = {"FREQ=DAILY;COUNT=2"};
  home.rule("Submission").kind = Kind::deadline;
  Component& draft = home.bare("alex/work", "Draft");
  draft.kind = ComponentKind::todo;
  draft.dtstart = date(2026, 12, 1);
  draft.duration = {.days = Days(2)};
  EXPECT_EQ(lay(MoveDue{occurrence_hash(Uid("uid-1"), {}), Due(date(2026, 12, 8))}), "");
  EXPECT_EQ(lay(MoveDue{occurrence_hash(Uid("uid-2"), {}), Seconds(Hours(2))}), "");
  EXPECT_EQ(
      lay(MoveDue{occurrence_hash(Uid("uid-3"), DateOrInstant(dec(1, 12))), Due(civil(2026, 12, 3, 9))}), "");
  EXPECT_EQ(lay(MoveDue{occurrence_hash(Uid("uid-4"), {}), Seconds(Days(1))}), "");
  // The draft was due two days after the 1st.
  EXPECT_EQ(due(), (std::vector{nov(30, 12), dec(2, 17), dec(3, 9), dec(4, 17), dec(8, 17)}));
}

// It has no times of its own and is due three hours after its RECURRENCE-ID, as its series is after DTSTART.
TEST_F(ScenarioTest, AToDosInstanceWithoutTimesMovesWithItsSeries) {
  Component& series = home.todo("alex/work", "Paper", EventTime(civil(2026, 12, 1, 12)));
  series.dtstart = civil(2026, 12, 1, 9);
  series.rrules = {"FREQ=WEEKLY"};
  Component instance = series;
  instance.rrules.clear();
  instance.dtend.reset();
  instance.recurrence_id = instance.dtstart = civil(2026, 12, 8, 9);
  home.snapshot.sources.front().objects.back().object.components.push_back(instance);
  EXPECT_EQ(lay(MoveUid{Uid("uid-1"), Seconds(Days(1))}), "");
  const World world = home.world();
  std::vector<Instant> due;
  for (const auto& todo : world.todos) due.push_back(todo.due);
  EXPECT_EQ(due, (std::vector{dec(2, 12), dec(9, 12)}));
}

// An event of whole days is due on its last one: this is the day that goes to the date, not its first.
TEST_F(ScenarioTest, AnEventOfSeveralDaysIsMovedByItsLast) {
  home.all_day("alex/work", "Fair", date(2026, 12, 8), date(2026, 12, 11));
  home.rule("Fair").kind = Kind::deadline;
  const std::string id = occurrence_hash(Uid("uid-1"), {});
  EXPECT_EQ(lay(MoveDue{id, Due(date(2026, 12, 4))}), "");
  EXPECT_EQ(times(), std::vector({Interval{dec(2), dec(5)}}));
  EXPECT_EQ(lay(MoveDue{id, Seconds(Days(6))}), "");
  EXPECT_EQ(times(), std::vector({Interval{dec(8), dec(11)}}));
}

// "A date means the end of that working day" (CONTRACT section 2), whatever the deadline is written as.
TEST_F(ScenarioTest, ADeadlineThatGoesToADateIsDueAtTheEndOfItsWork) {
  home.todo("alex/work", "Talk", EventTime(civil(2026, 12, 8, 10)));
  home.timed("alex/work", "Submission", 30, 12, 13);
  home.rule("Submission").kind = Kind::deadline;
  for (const char* uid : {"uid-1", "uid-2"})
    EXPECT_EQ(lay(MoveDue{occurrence_hash(Uid(uid), {}), Due(date(2026, 12, 4))}), "");
  EXPECT_EQ(due(), (std::vector{dec(4, 17), dec(4, 17)}));
  EXPECT_EQ(times(), std::vector({Interval{dec(4, 17), dec(4, 18)}})) << "as long as it was";
}

// One that is due on a date may be due at a time.
TEST_F(ScenarioTest, AToDoOfADateGoesToATime) {
  home.todo("alex/work", "Paper", EventTime(date(2026, 12, 1)));
  const MoveDue to{occurrence_hash(Uid("uid-1"), {}), Due(civil(2026, 12, 3, 9))};
  EXPECT_EQ(lay(to), "");
  EXPECT_EQ(due(), std::vector{dec(3, 9)});
  EXPECT_EQ(lay(MoveDue{to.deadline, Due(nov(30, 10))}), "");
  EXPECT_EQ(due(), std::vector{nov(30, 10)});
}

// "A day is 24 h" (CONTRACT section 2): over 28 March 2027, 09:00 becomes 10:00 in London.
TEST_F(ScenarioTest, AConfiguredTimeMovesByALength) {
  home.settings.partners[0].deadlines.push_back({.id = "report",
                                                 .title = "Report",
                                                 .due = civil(2027, 3, 22, 9),
                                                 .start = {},
                                                 .lead = {},
                                                 .progress = {},
                                                 .alternatives = {}});
  EXPECT_EQ(lay(MoveDue{"report", Seconds(Days(7))}), "");
  EXPECT_EQ(due(), std::vector{Instant(civil(2027, 3, 29, 9).time_since_epoch())});
}

}  // namespace
}  // namespace evenkeel::test
