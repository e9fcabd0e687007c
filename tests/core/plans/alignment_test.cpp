#include "core/plans/alignment.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::Contains;
using testing::Not;

const Instant now = at("2026-11-25", 12);  // the last eight weeks begin on 2026-09-28
constexpr HalfDay friday_afternoon{4, true};

std::vector<HalfDay> free_halves(std::vector<Interval> of_alex, std::vector<Interval> of_sam) {
  return propose_alignment(household(), now, {std::move(of_alex), std::move(of_sam)}).usually_free;
}

/// Meetings on the Friday of the first `weeks` of the eight weeks.
std::vector<Interval> fridays(int weeks, int hour, Minutes length) {
  std::vector<Interval> meetings;
  for (int i = 0; i < weeks; ++i) {
    const Instant start = london().to_instant(LocalTime(date("2026-10-02") + Days(7 * i)) + Hours(hour));
    meetings.push_back({start, start + length});
  }
  return meetings;
}

// "less than 30 minutes of meetings of each partner in at least 6 of the last 8 weeks"
TEST(Alignment, UsuallyFree) {
  EXPECT_THAT(free_halves(fridays(2, 14, Minutes(30)), {}), Contains(friday_afternoon));
  EXPECT_THAT(free_halves(fridays(3, 14, Minutes(30)), {}), Not(Contains(friday_afternoon)));
  EXPECT_THAT(free_halves(fridays(8, 14, Minutes(29)), fridays(8, 15, Minutes(29))),
              Contains(friday_afternoon));
  EXPECT_THAT(free_halves({}, fridays(3, 14, Minutes(45))), Not(Contains(friday_afternoon)));
}

// What lies before the history is not known: nobody is free then. Of Fridays from 21 October on (five weeks
// before 25 November) five lie in the eight weeks; from 13 October on there are six.
TEST(Alignment, WeeksThatAreNotKnownAreNotFree) {
  const auto with_history = [](Days history) {
    Settings s = household();
    s.history = history;
    return propose_alignment(s, now, {}).usually_free;
  };
  EXPECT_THAT(with_history(Days(7)), testing::IsEmpty());
  EXPECT_THAT(with_history(Days(35)), testing::IsEmpty());
  EXPECT_THAT(with_history(Days(43)), Contains(friday_afternoon));
  EXPECT_THAT(with_history(Days(43)), Not(Contains(HalfDay{0, false}))) << "the Monday six weeks ago";
  EXPECT_THAT(with_history(Days(44)), Contains(HalfDay{0, false}));
}

// "Half-day: working hours before or after 13:00": a meeting over noon counts to each half, one at 18:00 to
// none.
TEST(Alignment, HalvesOfTheWorkingHours) {
  const auto over_noon = free_halves(fridays(8, 12, Minutes(80)), {});
  EXPECT_THAT(over_noon, Contains(friday_afternoon));  // 20 minutes of it
  EXPECT_THAT(over_noon, Not(Contains(HalfDay{4, false})));
  EXPECT_THAT(free_halves(fridays(8, 18, Minutes(80)), {}), Contains(friday_afternoon));
  EXPECT_THAT(over_noon, Not(Contains(HalfDay{5, false})));  // nobody works on Saturdays
}

// "the weekday of the next quarter with the smallest sum of both partners' confirmed meeting hours (earliest
// on ties) as shared day"
TEST(Alignment, SharedDayOfTheNextQuarter) {
  const Settings s = household();
  EXPECT_EQ(propose_alignment(s, now, {}).shared_day, 0);
  const auto meeting = [](const char* day, int hours) { return Interval{at(day, 9), at(day, 9 + hours)}; };
  const std::array<std::vector<Interval>, 2> meetings{{{meeting("2027-01-04", 3), meeting("2027-01-05", 1),
                                                        meeting("2027-01-06", 2), meeting("2027-03-26", 2)},
                                                       {meeting("2027-01-05", 2), meeting("2027-01-07", 2),
                                                        meeting("2026-12-30", 9), meeting("2027-04-02", 9)}}};
  const AlignmentProposal p = propose_alignment(s, now, meetings);
  EXPECT_EQ(p.shared_day,
            2);  // Mon 3, Tue 3, Wed 2, Thu 2, Fri 2; this quarter and the one after do not count
  EXPECT_DOUBLE_EQ(p.shared_day_hours, 2.0);
}

}  // namespace
}  // namespace evenkeel::test
