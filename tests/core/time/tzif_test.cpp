#include "core/time/tzif.hpp"

#include "core/time/tzdata.hpp"

#include <gtest/gtest.h>

#include <random>

namespace evenkeel {
namespace {

using namespace test;

TEST(Tzif, ReadsTheSystemsFilesBeyond2037) {
  const auto zone = read_tzif("America/New_York", *tzdata("America/New_York"));
  ASSERT_TRUE(zone);
  EXPECT_EQ((*zone)->offset_at(utc(1800, 1, 1)), -(Hours{4} + Minutes{56} + Seconds{2}));
  EXPECT_EQ((*zone)->offset_at(utc(2038, 1, 19, 3, 14, 8)), Hours{-5});
  EXPECT_EQ((*zone)->offset_at(utc(2038, 7, 1)), Hours{-4});
  EXPECT_EQ((*zone)->to_instant(local(9999, 7, 1, 9)), utc(9999, 7, 1, 13));
}

// RFC 5545 3.3.5 has these two examples.
TEST(Tzif, ReadsGapsAndOverlapsByTheStandard) {
  const auto zone = *read_tzif("America/New_York", *tzdata("America/New_York"));
  const auto repeated = zone->lookup(local(2007, 11, 4, 1, 30));
  EXPECT_EQ(repeated.kind, Zone::Lookup::Kind::repeated);
  EXPECT_EQ(repeated.instant, utc(2007, 11, 4, 5, 30));
  const auto skipped = zone->lookup(local(2007, 3, 11, 2, 30));
  EXPECT_EQ(skipped.kind, Zone::Lookup::Kind::skipped);
  EXPECT_EQ(skipped.instant, utc(2007, 3, 11, 7, 30));
  EXPECT_EQ(zone->to_local(skipped.instant), local(2007, 3, 11, 3, 30));
}

TEST(Tzif, RefusesFilesThatCountLeapSeconds) {
  const auto right = tzdata("right/Europe/London");
  if (!right) GTEST_SKIP() << "this tzdata has no right/";
  EXPECT_FALSE(read_tzif("right/Europe/London", *right));
}

TEST(Tzif, SurvivesEveryTruncationAndAnyByte) {
  const std::string good = *tzdata("Europe/London");
  for (std::size_t size = 0; size + 1 < good.size(); ++size) {
    EXPECT_FALSE(read_tzif("x", std::string_view(good).substr(0, size))) << size;
  }
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same every time
  std::size_t read = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string broken = good;
    broken[random() % (i % 2 == 0 ? 100 : broken.size())] = static_cast<char>(random());
    const auto zone = read_tzif("x", broken);
    if (!zone) continue;
    ++read;
    (void)(*zone)->lookup(local(2500, 1, 1));
    (void)(*zone)->offset_at(utc(1700, 1, 1));
  }
  EXPECT_GT(read, 0U);
}

}  // namespace
}  // namespace evenkeel
