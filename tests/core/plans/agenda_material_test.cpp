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

}  // namespace
}  // namespace evenkeel
