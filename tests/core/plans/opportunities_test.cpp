// Events of the feeds in [opportunities], and who could go (DESIGN section 7).
#include "core/plans/opportunities.hpp"

#include "core/household/home.hpp"

#include <gmock/gmock.h>

namespace evenkeel {
namespace {

using test::civil;
using test::dec;
using test::Home;
using test::nov;
using testing::ElementsAre;
using testing::IsEmpty;

class OpportunitiesTest : public testing::Test {
 protected:
  OpportunitiesTest() {
    SourceSettings feed;
    feed.name = {"opportunities", "calendar"};
    home.settings.opportunities = {feed};
    home.snapshot.sources.push_back({.name = feed.name, .objects = {}, .last_success = {}});
  }

  void offer(LocalTime start) { home.timed("opportunities/calendar", "Course", start, start + Hours(1)); }

  std::vector<Instant> next(const std::vector<Interval>& meetings, std::size_t most) {
    const World world = home.world();
    const Analysis before = analyse(world, home.snapshot.answers, Suggestions::left_out);
    std::vector<Instant> starts;
    for (const Opportunity& o :
         opportunities(world, home.snapshot.answers, before, home.zones, meetings, most)) {
      starts.push_back(o.time.start);
    }
    return starts;
  }

  Home home;
};

// What begins before a meeting leaves the place to what comes after it.
TEST_F(OpportunitiesTest, TheNextOnesAfterEachMeeting) {
  for (const unsigned day : {24U, 25U, 26U, 30U}) offer(civil(2026, 11, day, 10));
  for (const unsigned day : {1U, 2U, 7U}) offer(civil(2026, 12, day, 10));
  const Interval first{nov(29, 19), nov(29, 20)};
  const Interval second{dec(6, 19), dec(6, 20)};
  EXPECT_THAT(next({first}, 2), ElementsAre(nov(30, 10), dec(1, 10)));
  EXPECT_THAT(next({first, second}, 2), ElementsAre(nov(30, 10), dec(1, 10), dec(7, 10)));
  EXPECT_THAT(next({second, first}, 5), ElementsAre(nov(30, 10), dec(1, 10), dec(2, 10), dec(7, 10)));
  EXPECT_THAT(next({}, 2), IsEmpty());
}

// Six weeks after 29 Nov 20:00 is 10 Jan 20:00.
TEST_F(OpportunitiesTest, WithinSixWeeksOfIt) {
  home.settings.horizon = Days(90);
  offer(civil(2027, 1, 10, 19));
  offer(civil(2027, 1, 10, 20));
  EXPECT_THAT(next({{nov(29, 19), nov(29, 20)}}, 2),
              ElementsAre(Instant(civil(2027, 1, 10, 19).time_since_epoch())));
}

}  // namespace
}  // namespace evenkeel
