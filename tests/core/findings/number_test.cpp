#include "core/findings/number.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

// DESIGN section 3, Numbers: two decimals, half up; a load without supply, or above 99, prints as 99.
TEST(Number, HoursAreRoundedHalfUp) {
  EXPECT_DOUBLE_EQ(printed_hours(90min), 1.5);
  EXPECT_DOUBLE_EQ(printed_hours(18s), 0.01);  // 0.005 h is a tie
  EXPECT_DOUBLE_EQ(printed_hours(17s), 0.0);
}

TEST(Number, LoadsAreRoundedHalfUpAndCapped) {
  EXPECT_DOUBLE_EQ(printed_load(1h, 8h), 0.13);  // 0.125 is a tie
  EXPECT_DOUBLE_EQ(printed_load(1h, 3h), 0.33);
  EXPECT_DOUBLE_EQ(printed_load(0s, 0s), 0);
  EXPECT_DOUBLE_EQ(printed_load(1s, 0s), 99);
  EXPECT_DOUBLE_EQ(printed_load(99h, 1h), 99);
  EXPECT_DOUBLE_EQ(printed_load(100h, 1h), 99);
  EXPECT_DOUBLE_EQ(printed_load(std::numeric_limits<double>::infinity()), 99);
  EXPECT_DOUBLE_EQ(printed_load(0.125), 0.13);
}

}  // namespace
}  // namespace evenkeel
