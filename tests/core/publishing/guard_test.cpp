// The out-guard (DESIGN section 8): more than half of our own events, and at least ten.
#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::vector<Publication> duties(unsigned count) {
  std::vector<Publication> list;
  for (unsigned i = 0; i < count; ++i) {
    Publication duty = pick_up();
    duty.key = "duty/pick-up/2026-12-" + std::to_string(i + 1);
    duty.time = {at(12, i + 1, 15, 15), at(12, i + 1, 16)};
    duty.content.time = ZonedSpan{local(12, i + 1, 15, 15), local(12, i + 1, 16), &london()};
    list.push_back(duty);
  }
  return list;
}

struct GuardCase {
  unsigned own;
  unsigned stay;
  bool held;
};

class Guard : public testing::TestWithParam<GuardCase> {};

TEST_P(Guard, holdsMassDeletions) {
  Cycle cycle;
  cycle.publish(duties(GetParam().own));
  cycle.ours = duties(GetParam().stay);
  cycle.run();
  EXPECT_EQ(cycle.decided.held.has_value(), GetParam().held);
  EXPECT_THAT(cycle.decided.entries, SizeIs(GetParam().held ? 0 : GetParam().own - GetParam().stay));
  cycle.accept_deletions = true;
  cycle.run();
  EXPECT_FALSE(cycle.decided.held.has_value());
  EXPECT_THAT(cycle.decided.entries, SizeIs(GetParam().own - GetParam().stay));
}

INSTANTIATE_TEST_SUITE_P(Limits, Guard,
                         testing::Values(GuardCase{9, 0, false},      // all, but fewer than ten
                                         GuardCase{10, 0, true},      // ten, and all
                                         GuardCase{20, 10, false},    // ten, exactly half
                                         GuardCase{19, 9, true},      // ten, more than half
                                         GuardCase{31, 22, false}));  // fewer than ten

TEST(Guard, aHeldCycleChangesNothingElseEither) {
  Cycle cycle;
  cycle.publish(duties(12));
  Publication other = check_in();
  cycle.ours = {other};
  cycle.run();
  ASSERT_TRUE(cycle.decided.held.has_value());
  EXPECT_EQ(cycle.decided.held->would_remove, 12U);
  EXPECT_EQ(cycle.decided.held->of, 12U);
  EXPECT_THAT(cycle.decided.entries, IsEmpty());
  EXPECT_THAT(cycle.decided.warnings, SizeIs(1));
}

TEST(Guard, whatIsPastDoesNotMakeAMassDeletionSmall) {
  Cycle cycle;
  cycle.publish(duties(31));
  cycle.now = at(12, 20, 9);  // nineteen are over
  cycle.ours = {};
  cycle.run();
  ASSERT_TRUE(cycle.decided.held.has_value());
  EXPECT_EQ(cycle.decided.held->would_remove, 12U);
  EXPECT_EQ(cycle.decided.held->of, 12U);
}

}  // namespace
}  // namespace evenkeel::test
