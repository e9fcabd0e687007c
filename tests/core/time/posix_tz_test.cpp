#include "core/time/posix_tz.hpp"

#include "core/time/tzdata.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace test;

// Expected instants from the definitions in RFC 9636 3.3.1 and POSIX, by hand.
TEST(PosixTz, KnowsAllThreeKindsOfDates) {
  const auto berlin = parse_posix_tz("CET-1CEST,M3.5.0,M10.5.0/3");
  ASSERT_TRUE(berlin);
  EXPECT_EQ(berlin->standard, Hours{1});
  const auto of_2050 = berlin->transitions(std::chrono::year{2050});
  ASSERT_EQ(of_2050.size(), 2U);
  EXPECT_EQ(of_2050[0].at, utc(2050, 3, 27, 1));
  EXPECT_EQ(of_2050[0].offset, Hours{2});
  EXPECT_EQ(of_2050[1].at, utc(2050, 10, 30, 1));

  const auto julian = parse_posix_tz("AAA0BBB,J60/0,J365/24");
  ASSERT_TRUE(julian);
  EXPECT_EQ(julian->transitions(std::chrono::year{2024})[0].at, utc(2024, 3, 1));
  EXPECT_EQ(julian->transitions(std::chrono::year{2023})[0].at, utc(2023, 3, 1));
  const auto counted = parse_posix_tz("AAA0BBB,59/0,364/0");
  ASSERT_TRUE(counted);
  EXPECT_EQ(counted->transitions(std::chrono::year{2024})[0].at, utc(2024, 2, 29));
}

TEST(PosixTz, ReadsQuotedNamesNegativeTimesAndWinterDaylight) {
  const auto nuuk = parse_posix_tz("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(nuuk);
  EXPECT_EQ(nuuk->transitions(std::chrono::year{2030})[0].at, utc(2030, 3, 31, 1));
  const auto dublin = parse_posix_tz("IST-1GMT0,M10.5.0,M3.5.0/1");
  ASSERT_TRUE(dublin);
  const auto year = dublin->transitions(std::chrono::year{2026});
  EXPECT_EQ(year[0].at, utc(2026, 3, 29, 1));
  EXPECT_EQ(year[0].offset, Hours{1});
  EXPECT_EQ(year[1].offset, Hours{0});
  EXPECT_EQ(parse_posix_tz("<+0330>-3:30")->standard, Hours{3} + Minutes{30});
}

TEST(PosixTz, RefusesEverythingElse) {
  for (const char* text :
       {"", "C", "CET", "CET-1CEST", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J1", "CET-1x",
        "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0", "<CET-1", "CET-1CEST,M3.5.0,M10.5.0,"}) {
    EXPECT_FALSE(parse_posix_tz(text)) << text;
  }
}

}  // namespace
}  // namespace evenkeel
