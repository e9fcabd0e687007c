#include "core/plans/agenda.hpp"

#include "core/plans/household.hpp"
#include "core/plans/notes.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class AgendaTest : public testing::Test {
 protected:
  AgendaTest() {
    settings_.coverages.emplace_back().title = "School pick-up";
    Routine r;
    r.id = "alignment";
    r.with = {PersonId("alex"), PersonId("sam")};
    for (const auto* name : {"wins", "risks", "support", "promises", "ahead"}) r.agenda.push_back({name, {}});
    settings_.routines.push_back(r);
  }

  std::string text(const char* day = "2026-11-29") { return prepare_agenda(circumstances(), slot(day)).text; }

  static Slot slot(const char* day) {
    return {0, "2026-W48", {at(day, 19), at(day, 19, 30)}, "slot/alignment/2026-W48", ""};
  }

  AgendaCircumstances circumstances() {
    return {settings_,      at("2026-11-23", 12),
            findings_,      rota_,
            slots_,         crunches_,
            wins_,          ahead_,
            loads_,         promises_,
            decisions_,     changes_,
            proposals_,     alignment_,
            opportunities_, prompts_,
            files_};
  }

  Finding& finding(std::string kind, std::string explanation, Interval time) {
    Finding& f = findings_.emplace_back();
    f.kind = std::move(kind);
    f.explanation = std::move(explanation);
    f.time = time;
    f.severity = Severity::warning;
    return f;
  }

  Settings settings_ = household();
  std::vector<Finding> findings_;
  Rota rota_;
  std::vector<Slot> slots_;
  std::array<std::vector<Interval>, 2> crunches_;
  std::vector<Win> wins_;
  std::vector<Ahead> ahead_;
  std::map<Date, std::array<double, 2>> loads_;
  std::vector<PromiseRecord> promises_;
  std::vector<DecisionRecord> decisions_;
  std::vector<std::string> changes_, proposals_;
  AlignmentProposal alignment_;
  std::vector<std::pair<Instant, std::string>> opportunities_;
  Prompts prompts_;
  std::map<std::string, std::string, std::less<>> files_;
};

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

// "in the quarterly one a line for each of its 13 weeks"
TEST_F(AgendaTest, ThirteenWeeks) {
  settings_.routines[0].every = Period::quarter;
  loads_[date("2026-11-30")] = {0.85, 1.2};
  ahead_ = {{{date("2026-12-01"), date("2026-12-03")}, PartnerIndex::first, "Berlin"}};
  const std::string agenda = text();
  EXPECT_THAT(agenda, HasSubstr("· W49 (Mon 30 Nov): Alex 85 %: Berlin | Sam 120 %\n"));
  EXPECT_EQ(std::ranges::count(agenda, '\n'), 3 + 1 + 13);
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

// "prompts on dreams (ten minutes each, who starts alternates)", out of a text that people can replace.
TEST_F(AgendaTest, PromptsAndTurns) {
  prompts_ = read_prompts("# note\n[dreams]\nWhat next?\n\n[moves]\nWhere to?\n");
  settings_.routines[0].agenda = {{"dreams", {}}, {"moves", {}}, {"lead", {}}};
  const std::string first = text("2026-11-29");
  const std::string second = text("2026-12-06");
  const std::string alex_first = "Alex starts, then Sam.\n· What next?\n";
  const std::string sam_first = "Sam starts, then Alex.\n· What next?\n";
  EXPECT_NE(first.find(alex_first) == std::string::npos, second.find(alex_first) == std::string::npos);
  EXPECT_NE(first.find(sam_first) == std::string::npos, second.find(sam_first) == std::string::npos);
  EXPECT_THAT(first, HasSubstr("\nMoves\n· Where to?\n"));
  EXPECT_THAT(first, Not(HasSubstr("Who leads")));
}

// "with `rrule` each date is a period": turns go by dates, however many of them a week or a month has, and
// by the date of the period where people moved the slot.
TEST_F(AgendaTest, TurnsAlternateFromDateToDate) {
  Routine& routine = settings_.routines[0];
  routine.every = Period::rrule;
  routine.agenda = {{"dreams", {}}};
  const auto alex_starts = [&](const char* period, const char* day) {
    Slot of_date = slot(day);
    of_date.period = period;
    return prepare_agenda(circumstances(), of_date).text.find("Alex starts") != std::string::npos;
  };
  const auto alternate = [&](std::initializer_list<const char*> days) {
    std::optional<bool> before;
    for (const char* day : days) {
      const bool starts = alex_starts(day, day);
      EXPECT_NE(before, starts) << day;
      before = starts;
    }
  };
  routine.rrule = "FREQ=WEEKLY;BYDAY=WE,SU";
  alternate({"2026-11-25", "2026-11-29", "2026-12-02", "2026-12-06", "2026-12-09"});
  EXPECT_EQ(alex_starts("2026-11-25", "2026-11-30"), alex_starts("2026-11-25", "2026-11-25"));
  routine.rrule = "FREQ=MONTHLY;BYDAY=1SU,3SU";
  alternate({"2026-11-01", "2026-11-15", "2026-12-06", "2026-12-20", "2027-01-03"});
  routine.rrule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU";
  alternate({"2026-11-22", "2026-12-06", "2026-12-20"});
}

TEST_F(AgendaTest, FilesOfTheCouple) {
  settings_.routines[0].agenda = {{"", "own.txt"}};
  files_["own.txt"] = "Our questions\n── end ──\n  indented\r\n";
  EXPECT_EQ(text(), "── evenkeel ──\n\nOur questions\n  indented\n\n── end ──");
}

TEST_F(AgendaTest, AlignmentProposals) {
  settings_.routines[0].agenda = {{"alignment", {}}};
  alignment_ = {{{4, true}}, 2, 2.5};
  EXPECT_THAT(text(), HasSubstr("· Friday afternoons are usually free for both of you\n· Wednesday would be "
                                "the easiest day to share next quarter (2.5 h of meetings in all)\n"));
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

// What is talked about stands beside what is the case.
TEST_F(AgendaTest, WhoLeadsAndHowTheLoadIsShared) {
  settings_.routines[0].agenda = {{"lead", {}}, {"load", {}}};
  settings_.careers = {
      {.from = date("2026-11-01"), .lead_model = true, .lead = PersonId("sam"), .share_percent = 35}};
  prompts_ = {{"lead", {"Still right?"}}, {"load", {"Still fair?"}}};
  rota_.entries.emplace_back();
  rota_.points = {6, 4};
  rota_.due = {6.5, 3.5};
  EXPECT_THAT(text(),
              HasSubstr("Who leads for now\nNow: Alex 65 % of the duties, Sam 35 %.\n· Still right?\n"));
  EXPECT_THAT(text(),
              HasSubstr("Sharing the load\nAs planned: Alex 6 points of 6.5, Sam 4 points of 3.5 that would "
                        "be the share.\n"));
}

}  // namespace
}  // namespace evenkeel::test
