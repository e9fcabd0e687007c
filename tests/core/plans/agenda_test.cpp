#include "core/plans/agenda_fixture.hpp"
#include "core/plans/notes.hpp"

namespace evenkeel::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(AgendaTest, StandsBetweenItsLines) {
  EXPECT_EQ(text(), "── evenkeel ──\n\n── end ──");
  wins_ = {{date("2026-11-20"), "Alex finished 'Budget' in time"}};
  EXPECT_THAT(text(), StartsWith("── evenkeel ──\n"));
  EXPECT_THAT(text(), EndsWith("\n── end ──"));
  EXPECT_THAT(text(), HasSubstr("\nWhat went well\n· Fri 20 Nov: Alex finished 'Budget' in time\n"));
}

// Disclosed text may be anything that somebody wrote: it can neither end the block nor become a line of its
// own.
TEST_F(AgendaTest, TextOfOthersStaysInItsLine) {
  wins_ = {{date("2026-11-20"), "x\n── end ──\n- [ ] Sam: pay me"}};
  const Notes notes = read_notes(text(), settings_);
  EXPECT_TRUE(notes.promises.empty());
  EXPECT_EQ(with_block(text(), "── evenkeel ──\n── end ──"), "── evenkeel ──\n── end ──");
}

// "risks (findings ahead, worst first)"; what concerns one alone, or only an invitation, is not for both.
TEST_F(AgendaTest, Risks) {
  finding("uncovered", "Nobody can do the pick-up.", from_to("2026-12-01", 15, 16)).severity =
      Severity::urgent;
  Finding& crunch = finding("crunch", "Alex needs 22 h.", from_to("2026-12-01", 15, 16));
  crunch.severity = Severity::warning;
  crunch.decide_by = at("2026-11-30", 9);
  finding("shared-event", "Work over the play.", from_to("2027-03-01", 15, 16)).decide_by =
      at("2027-02-28", 9);
  finding("uncovered", "Before the agenda.", from_to("2026-11-28", 15, 16));
  finding("after-hours", "Alone.", from_to("2026-12-01", 15, 16));
  finding("double-booked", "Alone.", from_to("2026-12-01", 15, 16));
  finding("crunch", "If accepted.", from_to("2026-12-01", 15, 16)).if_accepted = true;
  EXPECT_THAT(text(),
              HasSubstr("· urgent: Nobody can do the pick-up.\n· Alex needs 22 h. (decide by Mon 30 Nov)\n"));
  EXPECT_THAT(text(), Not(HasSubstr("Before the agenda")));
  EXPECT_THAT(text(), Not(HasSubstr("Alone")));
  EXPECT_THAT(text(), Not(HasSubstr("If accepted")));
}

// "support (duties that could shift, who is in crunch)"
TEST_F(AgendaTest, Support) {
  crunches_[1] = {{at("2026-11-30", 9), at("2026-12-04", 17)}};
  for (const auto& [day, who] :
       {std::pair("2026-12-01", sam), std::pair("2026-12-02", alex), std::pair("2026-12-07", sam)}) {
    RotaEntry e;
    e.window.date = date(day);
    e.window.time = from_to(day, 15, 16);
    e.who = who;
    rota_.entries.push_back(e);
  }
  EXPECT_THAT(text(), HasSubstr("· Sam is under pressure Mon 30 Nov – Fri 4 Dec\n  could shift: School "
                                "pick-up, Tue 1 Dec 15:00–16:00\n"));
  EXPECT_THAT(text(), Not(HasSubstr("Wed 2 Dec 15:00")));
  EXPECT_THAT(text(), Not(HasSubstr("Mon 7 Dec 15:00")));
}

// "promises (open ones: 'open since', never a verdict)", read back as what they were.
TEST_F(AgendaTest, PromisesComeBackAsTheyWere) {
  promises_ = {{"sam", "call Gran", date("2026-11-25"), date("2026-11-16"), {}, false},
               {"both", "rest", {}, date("2026-11-16"), {}, false},
               {"alex", "long done", {}, date("2026-10-16"), date("2026-11-01"), false},
               {"alex", "dropped", {}, date("2026-10-16"), {}, true}};
  EXPECT_THAT(
      text(),
      HasSubstr("- [ ] Sam: call Gran by 2026-11-25\n      open since Mon 16 Nov\n- [ ] both: rest\n"));
  EXPECT_THAT(text(), Not(HasSubstr("missed")));
  const auto back = read_notes(text(), settings_).promises;
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(promise_key(back[0].who, back[0].text), carried_promises(promises_).at(0));
  EXPECT_EQ(back[0].by, date("2026-11-25"));
  EXPECT_EQ(back[1].who, "both");
}

// "it comes back in the first agenda on or after that date", in that one alone.
TEST_F(AgendaTest, DecisionsComeBackOnce) {
  decisions_ = {{"no phones", date("2026-11-27"), false},
                {"back already", date("2026-11-20"), true},
                {"later", date("2026-11-30"), false}};
  slots_ = {slot("2026-11-29"), slot("2026-12-06")};
  EXPECT_THAT(text("2026-11-29"), HasSubstr("· no phones (review 2026-11-27)\n"));
  EXPECT_THAT(text("2026-11-29"), Not(HasSubstr("later")));
  EXPECT_THAT(text("2026-11-29"), Not(HasSubstr("back already")));
  EXPECT_THAT(text("2026-12-06"), Not(HasSubstr("no phones")));
  EXPECT_THAT(text("2026-12-06"), HasSubstr("· later"));
}

// Agendas are of check-ins: what both agreed comes back when both meet, not in time that one has alone.
TEST_F(AgendaTest, DecisionsComeBackWhenBothMeet) {
  Routine own = settings_.routines[0];
  own.id = "own";
  own.with = {PersonId("alex")};
  settings_.routines.push_back(own);
  decisions_ = {{"no phones", date("2026-11-27"), false}};
  Slot alone = slot("2026-11-28");
  alone.routine = 1;
  slots_ = {slot("2026-11-29"), alone};
  EXPECT_THAT(prepare_agenda(circumstances(), alone).text, Not(HasSubstr("no phones")));
  EXPECT_THAT(text("2026-11-29"), HasSubstr("· no phones (review 2026-11-27)\n"));
}

// "ahead (two weeks side by side)"
TEST_F(AgendaTest, TwoWeeksSideBySide) {
  ahead_ = {{{date("2026-12-01"), date("2026-12-03")}, PartnerIndex::first, "Berlin"},
            {{date("2026-12-12"), date("2026-12-13")}, std::nullopt, "School fair"},
            {{date("2026-12-13"), date("2026-12-14")}, std::nullopt, "Too late"}};
  RotaEntry e;
  e.window.date = date("2026-12-01");
  e.window.time = from_to("2026-12-01", 15, 16);
  e.who = sam;
  rota_.entries = {e};
  EXPECT_THAT(
      text(),
      HasSubstr(
          "· Tue 1 Dec: Alex: Berlin | Sam: School pick-up 15:00\n· Wed 2 Dec: Alex: Berlin | Sam: –\n"));
  EXPECT_THAT(text(), HasSubstr("· Sat 12 Dec: School fair | Alex: – | Sam: –\n"));
  EXPECT_THAT(text(), Not(HasSubstr("Too late")));
}

// "settings (what changed …)" belongs to every agenda.
TEST_F(AgendaTest, ChangedSettings) {
  changes_ = {"Sam now shares titles with Alex"};
  EXPECT_THAT(text(), HasSubstr("What changed in the settings\n· Sam now shares titles with Alex\n"));
}

TEST_F(AgendaTest, ASectionThatIsAskedForStandsOnce) {
  changes_ = {"Sam now shares titles with Alex"};
  settings_.routines[0].agenda = {{"settings", {}}, {"promises", {}}, {"agreed", {}}};
  const std::string agenda = text();
  const std::size_t first = agenda.find("What changed in the settings");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(agenda.find("What changed in the settings", first + 1), std::string::npos);
}

// What is on stands in agendas of both, if it is still to come when they meet.
TEST_F(AgendaTest, OpportunitiesAheadOfTheMeeting) {
  AgendaCircumstances c = circumstances();
  c.opportunities = {{at("2026-11-28", 10), "Market: Alex could go"},
                     {at("2026-12-05", 10), "Kiln course: Sam could go"}};
  const std::string text = prepare_agenda(c, slot("2026-11-29")).text;
  EXPECT_THAT(text, HasSubstr("What is on\n· Kiln course: Sam could go\n"));
  EXPECT_THAT(text, Not(HasSubstr("Market")));
  settings_.routines[0].with = {PersonId("alex")};
  EXPECT_THAT(prepare_agenda(c, slot("2026-11-29")).text, Not(HasSubstr("Kiln")));
}

// Of many the next five stand: those before the meeting crowd out none that come after it.
TEST_F(AgendaTest, NextOpportunitiesOfEachMeeting) {
  AgendaCircumstances c = circumstances();
  for (const char* day : {"2026-11-27", "2026-11-28", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04",
                          "2026-12-05", "2026-12-07"}) {
    c.opportunities.emplace_back(at(day, 10), std::string("on ") + day);
  }
  const std::string text = prepare_agenda(c, slot("2026-11-29")).text;
  EXPECT_THAT(text, HasSubstr("What is on\n· on 2026-12-01\n"));
  EXPECT_THAT(text, HasSubstr("· on 2026-12-05\n"));
  EXPECT_THAT(text, Not(HasSubstr("on 2026-12-07")));
}

}  // namespace
}  // namespace evenkeel::test
