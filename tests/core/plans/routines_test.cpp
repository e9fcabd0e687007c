// DESIGN section 7, "Routines", sentence by sentence: where slots are placed.
#include "core/plans/routines_fixture.hpp"

namespace evenkeel::test {
namespace {

// "default `prefer` for common ones: sun 19:00", "the current period and the next four (week)".
TEST_F(Routines, SundayEveningByDefault) {
  const RoutinePlan plan = place();
  ASSERT_EQ(plan.slots.size(), 5U);
  EXPECT_EQ(plan.slots[0].key, w48);
  EXPECT_EQ(plan.slots[0].time, half_hour(at("2026-11-29", 19)));
  EXPECT_EQ(plan.slots[4].key, "slot/alignment/2026-W52");
  EXPECT_EQ(plan.slots[4].time, half_hour(at("2026-12-27", 19)));
  EXPECT_TRUE(plan.missing.empty());
}

// "smallest (…, |start - prefer| …, start)": the nearest; of two as near the earlier.
TEST_F(Routines, TheNearestThenTheEarliest) {
  block(sam, {at("2026-11-29", 19), at("2026-11-29", 19, 15)});
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19, 15)));
  partners_ = {};
  block(sam, {at("2026-11-29", 18, 50), at("2026-11-29", 19, 40)});
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 18, 15)));  // 45 min before, as 19:45 is after
}

// "starts on the quarter hour (local)", "ends in the window": Sunday taken, so Thursday 21:00 is the last
// start.
TEST_F(Routines, WholeInAWindow) {
  block(alex, from_to("2026-11-29", 0, 24));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 21)));
}

TEST_F(Routines, QuarterHours) {
  settings_.routines[0].windows = every_day({{Hours(19) + Minutes(10), Hours(20)}}, 6, 6);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19, 15)));
  settings_.routines[0].windows = every_day({{Hours(19) + Minutes(20), Hours(19) + Minutes(55)}}, 6, 6);
  EXPECT_EQ(slot(w48), std::nullopt);  // 19:30 would end at 20:00
}

// "lying whole in a window … on a date of the period": one past midnight belongs to the date on which it
// begins.
TEST_F(Routines, WindowsPastMidnight) {
  settings_.routines[0].windows = every_day({{Hours(23) + Minutes(45), Hours(25)}}, 6, 6);
  settings_.routines[0].prefer = Preference{6, Hours(25)};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-30", 0, 30)));
}

// "Free: … no confirmed busy or focus time, no window the rota gives them (widened)".
TEST_F(Routines, DutiesBlock) {
  partners_[0].duties = {{at("2026-11-29", 18, 45), at("2026-11-29", 19, 30)}};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19, 30)));
}

// "overlaps unconfirmed busy time? 0/1" comes before the distance, but does not forbid.
TEST_F(Routines, UnconfirmedTimeIsAvoided) {
  partners_[1].unconfirmed = {from_to("2026-11-29", 17, 21)};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 21)));
  for (const auto* day : {"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"}) {
    partners_[1].unconfirmed.push_back(from_to(day, 20, 22));
  }
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
}

// "not before now (for a slot not yet published: not before now + 24 h)", the limit included.
TEST_F(Routines, ADaysNoticeAtFirst) {
  now_ = at("2026-11-28", 19);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
  now_ = at("2026-11-28", 19, 1);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19, 15)));
  now_ = at("2026-11-29", 12);
  const RoutinePlan plan = place();
  EXPECT_EQ(plan.slots[0].key, "slot/alignment/2026-W49");  // "all lie before now: passed over"
  EXPECT_TRUE(plan.missing.empty());
}

// "ending by H1", the end included.
TEST_F(Routines, EndsByTheHorizon) {
  horizon_end_ = at("2026-11-29", 19, 30);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
  horizon_end_ -= Seconds(1);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 18, 45)));
  EXPECT_EQ(place().slots.size(), 1U);
}

// "no-slot: a period … that has at least one candidate slot after now, none of them free. Interval: the
// period".
TEST_F(Routines, NoSlot) {
  block(alex, {at("2026-11-30", 0), at("2026-12-07", 0)});
  const RoutinePlan plan = place();
  ASSERT_EQ(plan.missing.size(), 1U);
  EXPECT_EQ(plan.missing[0].period, "2026-W49");
  EXPECT_EQ(plan.missing[0].time, (Interval{at("2026-11-30", 0), at("2026-12-07", 0)}));
  EXPECT_EQ(plan.slots.size(), 4U);
}

// "no slot of a routine placed before it", "Common routines are placed first, then in configuration order".
TEST_F(Routines, OneAfterTheOther) {
  settings_.routines.clear();
  of_one("read", "alex", Period::week).windows = every_day({{Hours(19), Hours(21)}}, 6, 6);
  of_one("write", "alex", Period::week).windows = every_day({{Hours(19), Hours(21)}}, 6, 6);
  of_one("run", "sam", Period::week).windows = every_day({{Hours(19), Hours(20)}}, 6, 6);
  common("alignment", Period::week);
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
  EXPECT_EQ(slot("slot/read/2026-W48"), half_hour(at("2026-11-29", 19, 30)));
  EXPECT_EQ(slot("slot/write/2026-W48"), half_hour(at("2026-11-29", 20)));
  EXPECT_EQ(slot("slot/run/2026-W48"), half_hour(at("2026-11-29", 19, 30)));  // Alex's do not bind Sam
}

// "one-person ones the working hours", in the partner's zone; "without: 0": the first free start.
TEST_F(Routines, OnePersonInTheirZoneAndHours) {
  settings_.partners[1].zone = &new_york();
  of_one("learn", "sam", Period::week);
  // Now is 07:00 in New York; a day's notice is Tuesday 07:00, so Tuesday 09:00 there.
  EXPECT_EQ(slot("slot/learn/2026-W48"), half_hour(at("2026-11-24", 9, 0, new_york())));
}

// "no window of another [[protect]]".
TEST_F(Routines, ProtectedTimeOfOthers) {
  settings_.protects = {
      {"sunday", "Sunday", {PersonId("alex"), PersonId("sam")}, every_day({{Hours(18), Hours(20)}}, 6, 6)}};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 20)));  // 60 min after; 17:30 would be 90 before
  settings_.protects[0].id = "alignment";                 // its own
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
}

// "(a family holiday): on those dates no routine is placed" (section 6).
TEST_F(Routines, NotOnPausedDates) {
  paused_ = {date("2026-11-29")};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 21)));
  for (int i = 0; i < 7; ++i) paused_.insert(date("2026-11-23") + Days(i));
  EXPECT_EQ(slot(w48), std::nullopt);
  EXPECT_TRUE(place().missing.empty());
}

// "|start - prefer| in minutes within the period": of a month the nearest of its Sundays; a free Sunday wins.
TEST_F(Routines, PreferenceWithinAMonth) {
  settings_.routines.clear();
  common("review", Period::month);
  EXPECT_EQ(slot("slot/review/2026-11"), half_hour(at("2026-11-29", 19)));
  EXPECT_EQ(slot("slot/review/2026-12"), half_hour(at("2026-12-06", 19)));  // the first of four
  block(sam, from_to("2026-12-06", 0, 24));
  EXPECT_EQ(slot("slot/review/2026-12"), half_hour(at("2026-12-13", 19)));
}

// A period of one date that is no Sunday has no preferred time within it: the first candidate.
TEST_F(Routines, DatesOfARule) {
  settings_.routines.clear();
  Routine& r = common("supper", Period::rrule);
  r.windows = every_day({{Hours(18), Hours(21)}}, 4, 4);
  rule_dates_ = {{date("2026-11-27"), date("2026-12-25")}};
  EXPECT_EQ(slot("slot/supper/2026-11-27"), half_hour(at("2026-11-27", 18)));
  EXPECT_EQ(slot("slot/supper/2026-12-25"), half_hour(at("2026-12-25", 18)));
}

// Local time: 19:00 stays 19:00 across the change of the clocks (2026-10-25 in London).
TEST_F(Routines, LocalTimeAcrossTheChangeOfClocks) {
  now_ = at("2026-10-19", 12);
  EXPECT_EQ(slot("slot/alignment/2026-W43"), half_hour(at("2026-10-25", 19)));
  EXPECT_EQ(at("2026-10-25", 19) - at("2026-10-18", 19), Hours(7 * 24 + 1));
}

// Every free slot obeys every bound, whatever is taken: a property over many weeks.
TEST_F(Routines, NothingIsPlacedOverWhatIsTaken) {
  of_one("learn", "alex", Period::week);
  of_one("mentor", "sam", Period::month);
  for (int i = 0; i < 200; ++i) {
    block(i % 2 == 0 ? alex : sam, {now_ + Hours(7 * i), now_ + Hours(7 * i + 3)});
  }
  const RoutinePlan plan = place();
  EXPECT_GT(plan.slots.size(), 8U);
  for (const Slot& a : plan.slots) {
    for (const PersonIndex who : {alex, sam}) {
      const auto& with = settings_.routines[a.routine].with;
      if (std::ranges::find(with, settings_.partners[index(who)].id) == with.end()) continue;
      for (const Interval& busy : partners_[index(who)].blocked) EXPECT_FALSE(busy.overlaps(a.time)) << a.key;
    }
    EXPECT_GE(a.time.start, now_ + Hours(24));
  }
}

}  // namespace
}  // namespace evenkeel::test
