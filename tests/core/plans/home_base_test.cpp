#include "core/plans/home_base.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;

std::vector<std::string> keys(const std::array<std::vector<Interval>, 2>& away) {
  std::vector<std::string> result;
  for (const HomeBase& h : home_bases(household(), away, {date("2026-11-23"), date("2026-11-28")}))
    result.push_back(h.key);
  return result;
}

// "`Home base: Sam` on nights the other is away"; the night of D runs from 22:00 to 06:00 and must be covered
// whole.
TEST(HomeBase, NightsTheOtherIsAway) {
  EXPECT_THAT(keys({}), ElementsAre());
  EXPECT_THAT(keys({{{{at("2026-11-24", 8), at("2026-11-26", 18)}}, {}}}),
              ElementsAre("home-base/sam/2026-11-24", "home-base/sam/2026-11-25"));
  EXPECT_THAT(keys({{{{at("2026-11-24", 22), at("2026-11-25", 6)}}, {}}}),
              ElementsAre("home-base/sam/2026-11-24"));
  EXPECT_THAT(keys({{{{at("2026-11-24", 22, 1), at("2026-11-25", 6)}}, {}}}), ElementsAre());
  EXPECT_THAT(
      keys({{{}, {{at("2026-11-24", 20), at("2026-11-25", 1)}, {at("2026-11-25", 1), at("2026-11-25", 7)}}}}),
      ElementsAre("home-base/alex/2026-11-24"));  // touching ones join
}

// Both away: nobody is home base (that is a finding).
TEST(HomeBase, NobodyWhenBothAreAway) {
  const Interval trip{at("2026-11-24", 8), at("2026-11-26", 18)};
  EXPECT_THAT(keys({{{trip}, {{at("2026-11-25", 8), at("2026-11-26", 18)}}}}),
              ElementsAre("home-base/sam/2026-11-24"));
}

TEST(HomeBase, TheNightItself) {
  const auto nights = home_bases(household(), {{{{at("2026-11-24", 8), at("2026-11-25", 18)}}, {}}},
                                 {date("2026-11-24"), date("2026-11-25")});
  ASSERT_EQ(nights.size(), 1U);
  EXPECT_EQ(nights[0].home, PartnerIndex::second);
  EXPECT_EQ(nights[0].night, (Interval{at("2026-11-24", 22), at("2026-11-25", 6)}));
}

}  // namespace
}  // namespace evenkeel::test
