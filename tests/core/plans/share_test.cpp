#include "core/plans/share.hpp"

#include "core/plans/household.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

Settings with_careers() {
  Settings s = household();
  s.careers = {{date("2027-02-01"), true, PersonId("sam"), 35},
               {date("2026-12-01"), true, PersonId("alex"), 25},
               {date("2027-05-01"), false, {}, 35}};
  return s;
}

// "the [[career]] with the latest `from` <= date is in force; `lead`: the lead's share of points is `share`";
// before any: equal.
TEST(Share, ByTheModelInForce) {
  const Settings s = with_careers();
  EXPECT_EQ(first_share_on(s, {}, date("2026-11-30")), 50);
  EXPECT_EQ(first_share_on(s, {}, date("2026-12-01")), 25);
  EXPECT_EQ(first_share_on(s, {}, date("2027-01-31")), 25);
  EXPECT_EQ(first_share_on(s, {}, date("2027-02-01")), 65);
  EXPECT_EQ(first_share_on(s, {}, date("2027-05-01")), 50);
}

// "A support request halves the asking partner's share on its dates (rounded half up); both asking cancel
// out."
TEST(Share, SupportHalvesTheShareOfWhoAsks) {
  const Settings s = with_careers();
  const std::vector<SupportRequest> first{{PersonId("alex"), date("2026-12-02"), date("2026-12-03")}};
  EXPECT_EQ(first_share_on(s, first, date("2026-12-01")), 25);
  EXPECT_EQ(first_share_on(s, first, date("2026-12-02")), 13);  // 12.5
  EXPECT_EQ(first_share_on(s, first, date("2026-12-03")), 13);
  EXPECT_EQ(first_share_on(s, first, date("2026-12-04")), 25);
  const std::vector<SupportRequest> second{{PersonId("sam"), date("2026-12-01"), date("2027-03-01")}};
  EXPECT_EQ(first_share_on(s, second, date("2026-12-02")), 62);  // Sam: 75 -> 37.5 -> 38
  EXPECT_EQ(first_share_on(s, second, date("2027-02-01")), 82);  // Sam: 35 -> 17.5 -> 18
  std::vector<SupportRequest> both = first;
  both.push_back(second[0]);
  EXPECT_EQ(first_share_on(s, both, date("2026-12-02")), 25);
}

}  // namespace
}  // namespace evenkeel::test
