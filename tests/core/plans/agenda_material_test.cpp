#include "core/plans/agenda_material.hpp"

#include "core/household/home.hpp"

#include <gmock/gmock.h>

namespace evenkeel {
namespace {

using testing::Contains;
using testing::Not;

constexpr HalfDay tuesday_morning{1, false};

/// The half-days that are usually free when Alex has something on each Tuesday morning of the last weeks.
std::vector<HalfDay> usually_free(Transp transp) {
  test::Home home;
  for (int week = 1; week <= 8; ++week) {
    const LocalTime nine = test::civil(2026, 11, 24, 9) - Days(7 * week);
    home.timed("alex/work", "Planning", nine, nine + Hours(2)).transp = transp;
  }
  const World world = home.world();
  return agenda_material(world, analyse(world, home.snapshot.answers, Suggestions::left_out))
      .alignment.usually_free;
}

// What takes up no time changes nothing.
TEST(AgendaMaterial, OnlyWhatTakesTimeKeepsAHalfDayFromBeingFree) {
  EXPECT_THAT(usually_free(Transp::opaque), Not(Contains(tuesday_morning)));
  EXPECT_THAT(usually_free(Transp::transparent), Contains(tuesday_morning));
}

// "learning kept" is what CONTRACT section 1 calls so: one-person slots that have begun.
TEST(AgendaMaterial, SlotsOfOnePartnerThatWereKeptAreWins) {
  test::Home home;
  home.settings.routines.resize(2);
  home.settings.routines[0].id = "alignment";
  home.settings.routines[0].with = {PersonId("alex"), PersonId("sam")};
  home.settings.routines[1].id = "spanish";
  home.settings.routines[1].title = "Spanish";
  home.settings.routines[1].with = {PersonId("sam")};
  auto& placed = home.snapshot.answers.placed;
  placed["slot/alignment/2026-W47"] = test::nov_span(18, 19, 20);
  placed["slot/spanish/2026-W47"] = test::nov_span(18, 10, 11);
  placed["slot/spanish/2026-W48"] = test::nov_span(25, 10, 11);  // ahead
  placed["slot/chess/2026-W47"] = test::nov_span(18, 12, 13);    // no longer configured
  const World world = home.world();
  const auto wins = agenda_material(world, analyse(world, home.snapshot.answers, Suggestions::left_out)).wins;
  ASSERT_EQ(wins.size(), 1U);
  EXPECT_EQ(wins[0].date, test::date(2026, 11, 18));
  EXPECT_EQ(wins[0].text, "Sam kept ‘Spanish’");
}

std::vector<std::string> win_texts(test::Home& home) {
  const World world = home.world();
  std::vector<std::string> texts;
  for (const Win& win :
       agenda_material(world, analyse(world, home.snapshot.answers, Suggestions::left_out)).wins) {
    texts.push_back(win.text);
  }
  return texts;
}

// Where a title is not disclosed, a sentence that can be read stands in its place.
TEST(AgendaMaterial, WinsWithoutATitle) {
  test::Home home;
  home.rule("Budget").kind = Kind::milestone;
  home.timed("alex/work", "Budget", 18, 10, 11);
  home.todo("sam/work", "Report", EventTime(test::civil(2026, 11, 20, 12))).completed = test::nov(20, 9);
  EXPECT_THAT(win_texts(home), testing::ElementsAre("Alex reached a milestone", "Sam met a deadline"));
  for (Partner& partner : home.settings.partners) {
    for (SourceSettings& source : partner.calendars) source.disclose = Disclose::title;
  }
  EXPECT_THAT(win_texts(home),
              testing::ElementsAre("Alex reached ‘Budget’", "Sam finished ‘Report’ in time"));
}

// "meanwhile that partner's occurrences and deadlines do not exist" (DESIGN section 9), and what they kept is
// not told either.
TEST(AgendaMaterial, NoWinsOfWhoHasPaused) {
  test::Home home;
  home.settings.routines.resize(1);
  home.settings.routines[0].id = "spanish";
  home.settings.routines[0].title = "Spanish";
  home.settings.routines[0].with = {PersonId("sam")};
  home.snapshot.answers.placed["slot/spanish/2026-W47"] = test::nov_span(18, 10, 11);
  home.rule("Budget").kind = Kind::milestone;
  home.timed("sam/work", "Budget", 18, 10, 11);
  home.timed("alex/work", "Budget", 18, 10, 11);
  home.todo("sam/work", "Report", EventTime(test::civil(2026, 11, 20, 12))).completed = test::nov(20, 9);
  EXPECT_EQ(win_texts(home).size(), 4U);
  home.snapshot.paused = {PersonId("sam")};
  EXPECT_THAT(win_texts(home), testing::ElementsAre("Alex reached a milestone"));
}

}  // namespace
}  // namespace evenkeel
