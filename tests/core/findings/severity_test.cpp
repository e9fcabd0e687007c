#include "core/findings/severity.hpp"

#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

struct Row {
  const char* kind;
  Seconds ahead;  // of the start; of the end for crunches
  double load;
  Severity expected;
};

class SeverityTable : public testing::TestWithParam<Row> {};

TEST_P(SeverityTable, IsAFunctionOfTheFindingAndNow) {
  const Row& row = GetParam();
  const Instant now = test::nov(23, 8);
  Finding f;
  f.kind = row.kind;
  const bool crunch = f.kind == "crunch" || f.kind == "joint-crunch";
  f.time = crunch ? Interval{now, now + row.ahead} : Interval{now + row.ahead, now + row.ahead + Hours(1)};
  const auto demand = Seconds(static_cast<int>(row.load * 100));
  if (f.kind == "crunch") f.data = CrunchData{{}, demand, Seconds(100), row.load};
  if (f.kind == "joint-crunch") f.data = JointCrunchData{{row.load, 1.5}, {}};
  EXPECT_EQ(severity_of(f, now), row.expected) << row.kind << " " << row.ahead.count();
}

constexpr Seconds second{1};

INSTANTIATE_TEST_SUITE_P(Table, SeverityTable,
                         testing::Values(Row{"uncovered", Days(3), 0, Severity::urgent},
                                         Row{"uncovered", Days(3) + second, 0, Severity::warning},
                                         Row{"uncovered", -Hours(1), 0, Severity::urgent},
                                         Row{"uncovered", Days(14), 0, Severity::warning},
                                         Row{"uncovered", Days(14) + second, 0, Severity::info},
                                         Row{"both-away", Days(3), 0, Severity::urgent},
                                         Row{"both-away", Days(42), 0, Severity::warning},
                                         Row{"both-away", Days(42) + second, 0, Severity::info},
                                         Row{"crunch", Days(3), 1, Severity::urgent},
                                         Row{"crunch", Days(3), 0.99, Severity::warning},
                                         Row{"crunch", Days(14), 1, Severity::warning},
                                         Row{"crunch", Days(14), 0.99, Severity::info},
                                         Row{"crunch", Days(15), 1, Severity::info},
                                         Row{"joint-crunch", Days(3), 1, Severity::urgent},
                                         Row{"joint-crunch", Days(3), 0.99, Severity::warning},
                                         Row{"joint-crunch", Days(42), 0.8, Severity::warning},
                                         Row{"travel-in-crunch", Days(1), 0, Severity::warning},
                                         Row{"travel-in-crunch", Days(42), 0, Severity::warning},
                                         Row{"travel-in-crunch", Days(43), 0, Severity::info},
                                         Row{"after-hours", -Days(2), 0, Severity::warning},
                                         Row{"after-hours", Days(3) + second, 0, Severity::info},
                                         Row{"double-booked", Days(3), 0, Severity::warning},
                                         Row{"shared-event", Days(4), 0, Severity::info}));

}  // namespace
}  // namespace evenkeel
