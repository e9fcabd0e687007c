// DESIGN section 7, "Routines", sentence by sentence: slots that stand already, and what people did to them.
#include "core/plans/routines_fixture.hpp"

namespace evenkeel::test {
namespace {

// "A published slot stays: a protected one even when work is laid over it later (… names the next best
// slot)".
TEST_F(Routines, AProtectedSlotStays) {
  answers_.placed[w48] = half_hour(at("2026-11-26", 20));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 20)));
  EXPECT_TRUE(place().next_best.empty());
  block(alex, from_to("2026-11-26", 20, 21));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 20)));
  EXPECT_EQ(place().next_best.at(w48), half_hour(at("2026-11-29", 19)));
}

// "an unprotected one then moves silently" - not before now, though less than a day ahead.
TEST_F(Routines, AnUnprotectedSlotMoves) {
  settings_.routines[0].protected_ = false;
  answers_.placed[w48] = half_hour(at("2026-11-26", 20));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 20)));
  block(alex, from_to("2026-11-26", 20, 21));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
  now_ = at("2026-11-29", 12);
  answers_.placed[w48] = half_hour(at("2026-11-29", 17));
  block(alex, from_to("2026-11-29", 17, 18));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 19)));
}

// "a moved event stays where it was put and counts as a wish" (section 8), and what is past is left alone.
TEST_F(Routines, WhatPeopleMovedStays) {
  settings_.routines[0].protected_ = false;
  answers_.placed[w48] = {at("2026-11-28", 10, 5), at("2026-11-28", 11)};
  answers_.moved_by_people = {w48};
  block(alex, from_to("2026-11-28", 10, 11));
  EXPECT_EQ(slot(w48), answers_.placed[w48]);
}

// Put from the last day of a week that is over by now to the week after: it is still to come.
TEST_F(Routines, WhatPeopleMovedOutOfItsPeriodStaysUntilThen) {
  const std::string last_week = "slot/alignment/2026-W47";
  answers_.placed[last_week] = {at("2026-11-24", 20), at("2026-11-24", 20, 30)};
  EXPECT_FALSE(slot(last_week));  // we put it there: its week is over
  answers_.moved_by_people = {last_week};
  EXPECT_EQ(slot(last_week), answers_.placed[last_week]);
  answers_.skipped = {last_week};
  EXPECT_FALSE(slot(last_week));
}

// Nor is another placed where people put that one.
TEST_F(Routines, NothingIsPlacedWhereOneOfAPeriodThatIsOverWasPut) {
  const std::string last_week = "slot/alignment/2026-W47";
  answers_.placed[last_week] = half_hour(at("2026-11-29", 19));
  answers_.moved_by_people = {last_week};
  EXPECT_EQ(slot(last_week), half_hour(at("2026-11-29", 19)));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-29", 18, 30)));
}

TEST_F(Routines, WhatIsPastIsLeftAlone) {
  settings_.routines[0].protected_ = false;
  answers_.placed[w48] = half_hour(at("2026-11-23", 11));
  block(alex, from_to("2026-11-23", 11, 12));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-23", 11)));
}

// "Declined: the next best slot on another date; declined again: that period is left out, silently."
TEST_F(Routines, Declined) {
  answers_.placed[w48] = half_hour(at("2026-11-29", 19));
  answers_.declined[w48] = 1;
  answers_.declined_slots[w48] = {half_hour(at("2026-11-29", 19))};
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 21)));
  answers_.placed[w48] = half_hour(at("2026-11-26", 21));
  EXPECT_EQ(slot(w48), half_hour(at("2026-11-26", 21)));
  answers_.declined[w48] = 2;
  EXPECT_EQ(slot(w48), std::nullopt);
  EXPECT_TRUE(place().missing.empty());
}

// Declined, and nothing free on another date: candidates are free, so there is no finding either.
TEST_F(Routines, DeclinedAndNoOtherDate) {
  settings_.routines[0].windows = every_day({{Hours(19), Hours(20)}}, 6, 6);
  answers_.placed[w48] = half_hour(at("2026-11-29", 19));
  answers_.declined[w48] = 1;
  const RoutinePlan plan = place();
  EXPECT_EQ(plan.slots.size(), 4U);
  EXPECT_TRUE(plan.missing.empty());
}

// "a deleted routine instance is skipped" (section 8).
TEST_F(Routines, Skipped) {
  answers_.skipped = {w48};
  EXPECT_EQ(slot(w48), std::nullopt);
  EXPECT_EQ(place().slots.size(), 4U);
}

}  // namespace
}  // namespace evenkeel::test
