#include "core/plans/tries.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace evenkeel {
namespace {

// A usual household, 600 occurrences and 10 windows a week over 26 weeks, in each cycle: 1,000,000 / 5801.
TEST(Tries, FollowTheSizeOfTheHousehold) {
  EXPECT_EQ(suggestion_tries(5801, 1000, false), 172U);
  EXPECT_EQ(suggestion_tries(5801, 1000, true), 1723U);
  EXPECT_EQ(suggestion_tries(1, 0, true), 5000U);
  EXPECT_EQ(suggestion_tries(10'000'000, 0, false), 16U);
}

// A rota of 40 million steps is solved ten times in a cycle; however long one takes, four ways are tried.
TEST(Tries, AFewAreLeftWhateverTheRotaTakes) {
  EXPECT_EQ(suggestion_tries(5801, 39'999'999, false), 10U);
  EXPECT_EQ(suggestion_tries(5801, 100'000'000, false), 4U);
  EXPECT_EQ(suggestion_tries(5801, 1'000'000'000'000, true), 4U);
  EXPECT_EQ(suggestion_tries(5801, std::numeric_limits<std::uint64_t>::max() - 1, false), 4U);
}

}  // namespace
}  // namespace evenkeel
