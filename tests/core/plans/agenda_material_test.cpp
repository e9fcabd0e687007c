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

}  // namespace
}  // namespace evenkeel
