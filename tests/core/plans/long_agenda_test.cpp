// What the long check-ins have beside the weekly ones.
#include "core/plans/agenda_fixture.hpp"

namespace evenkeel::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// "in the quarterly one a line for each of its 13 weeks"
TEST_F(AgendaTest, ThirteenWeeks) {
  settings_.routines[0].every = Period::quarter;
  loads_[date("2026-11-30")] = {0.85, 1.2};
  ahead_ = {{{date("2026-12-01"), date("2026-12-03")}, PartnerIndex::first, "Berlin"}};
  const std::string agenda = text();
  EXPECT_THAT(agenda, HasSubstr("· W49 (Mon 30 Nov): Alex 85 %: Berlin | Sam 120 %\n"));
  EXPECT_EQ(std::ranges::count(agenda, '\n'), 3 + 1 + 13);
  EXPECT_THAT(agenda, HasSubstr("The next 13 weeks\n· W49 ")) << "the week of that Sunday is over";
  EXPECT_THAT(agenda, HasSubstr("· W08 (Mon 22 Feb)"));
  EXPECT_THAT(text("2026-11-28"), HasSubstr("The next 13 weeks\n· W48 "));
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
  EXPECT_THAT(
      text(),
      HasSubstr(
          "Sharing the load\nAs planned: Alex 6 points (the share: 6.5), Sam 4 points (the share: 3.5).\n"));
}

}  // namespace
}  // namespace evenkeel::test
