#include "app/commands/numbers.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

// DESIGN section 3, Numbers: two decimals, half up; a load without supply, or above 99, prints as 99.
TEST(Numbers, HoursAreRoundedHalfUp) {
  EXPECT_DOUBLE_EQ(hours_2(90min), 1.5);
  EXPECT_DOUBLE_EQ(hours_2(18s), 0.01);  // 0.005 h is a tie
  EXPECT_DOUBLE_EQ(hours_2(17s), 0.0);
}

TEST(Numbers, LoadsAreRoundedHalfUpAndCapped) {
  EXPECT_DOUBLE_EQ(load_2(1h, 8h), 0.13);  // 0.125 is a tie
  EXPECT_DOUBLE_EQ(load_2(1h, 3h), 0.33);
  EXPECT_DOUBLE_EQ(load_2(0s, 0s), 0);
  EXPECT_DOUBLE_EQ(load_2(1s, 0s), 99);
  EXPECT_DOUBLE_EQ(load_2(99h, 1h), 99);
  EXPECT_DOUBLE_EQ(load_2(100h, 1h), 99);
  EXPECT_DOUBLE_EQ(load_2(std::numeric_limits<double>::infinity()), 99);
  EXPECT_DOUBLE_EQ(load_2(0.125), 0.13);
}

}  // namespace
}  // namespace evenkeel
