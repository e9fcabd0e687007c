#include "core/plans/period.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

struct Row {
  const char* what;
  Period every;
  const char* today;
  std::vector<std::array<const char*, 3>> periods;  // name, first, end
};

// Names as CONTRACT section 1 writes them; ISO 8601 weeks: 2027-01-01 is a Friday, so it lies in 2026-W53.
const std::vector<Row> table{
    {"weeks",
     Period::week,
     "2026-12-17",
     {{"2026-W51", "2026-12-14", "2026-12-21"},
      {"2026-W52", "2026-12-21", "2026-12-28"},
      {"2026-W53", "2026-12-28", "2027-01-04"},
      {"2027-W01", "2027-01-04", "2027-01-11"},
      {"2027-W02", "2027-01-11", "2027-01-18"}}},
    {"months",
     Period::month,
     "2026-11-30",
     {{"2026-11", "2026-11-01", "2026-12-01"},
      {"2026-12", "2026-12-01", "2027-01-01"},
      {"2027-01", "2027-01-01", "2027-02-01"}}},
    {"quarters",
     Period::quarter,
     "2026-11-21",
     {{"2026-Q4", "2026-10-01", "2027-01-01"}, {"2027-Q1", "2027-01-01", "2027-04-01"}}},
    {"years",
     Period::year,
     "2026-01-01",
     {{"2026", "2026-01-01", "2027-01-01"}, {"2027", "2027-01-01", "2028-01-01"}}},
};

TEST(Periods, TheCurrentOneAndTheNext) {
  for (const Row& row : table) {
    SCOPED_TRACE(row.what);
    std::vector<RoutinePeriod> expected;
    for (const auto& [name, first, end] : row.periods) expected.push_back({name, {date(first), date(end)}});
    const auto periods = placed_periods(row.every, date(row.today), {});
    ASSERT_EQ(periods.size(), expected.size());
    for (std::size_t i = 0; i < periods.size(); ++i) {
      EXPECT_EQ(periods[i].name, expected[i].name);
      EXPECT_EQ(periods[i].dates, expected[i].dates);
    }
  }
}

// "with rrule each date is a period": the first date from today on is the current one.
TEST(Periods, DatesOfARule) {
  std::vector<Date> dates;
  for (int i = -3; i < 9; ++i) dates.push_back(date("2026-11-27") + Days(7 * i));
  for (const auto* today : {"2026-11-21", "2026-11-27"}) {
    const auto periods = placed_periods(Period::rrule, date(today), dates);
    ASSERT_EQ(periods.size(), 5U);
    EXPECT_EQ(periods[0].name, "2026-11-27");
    EXPECT_EQ(periods[0].dates, (DateSpan{date("2026-11-27"), date("2026-11-28")}));
    EXPECT_EQ(periods[4].name, "2026-12-25");
  }
  EXPECT_EQ(placed_periods(Period::rrule, date("2027-01-20"), dates).size(), 1U);
}

}  // namespace
}  // namespace evenkeel::test
