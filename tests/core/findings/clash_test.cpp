// DESIGN section 6: the kinds that look at times alone.
#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::civil;
using test::date;
using test::findings_of;
using test::Home;
using test::keys;
using test::nov;
using Keys = std::vector<std::string>;

Component& trip(Home& home, const std::string& where, Date first, Date end) {
  Component& c = home.all_day(where, "trip", first, end);
  c.categories = {PrivateText("trip")};
  return c;
}

TEST(BothAway, RunsOfNightsAreOneFinding) {
  Home home;
  trip(home, "alex/work", date(2026, 11, 24), date(2026, 11, 28));
  trip(home, "sam/work", date(2026, 11, 25), date(2026, 11, 29));
  // Both from 25th 00:00 to 28th 00:00: the nights of the 25th and the 26th; that of the 27th ends on the
  // 28th.
  const auto found = findings_of(home);
  ASSERT_EQ(keys(found), Keys{"both-away/2026-11-25"});
  EXPECT_EQ(found[0].time, (Interval{nov(25, 22), nov(27, 6)}));
  EXPECT_EQ(found[0].severity, Severity::urgent);
}

TEST(BothAway, AGapByDayDoesNotBreakARunAndAPausedDateDoes) {
  Home home;
  trip(home, "alex/work", date(2026, 11, 24), date(2026, 11, 29));
  home.timed("sam/work", "t", civil(2026, 11, 24, 20), civil(2026, 11, 25, 9)).categories = {
      PrivateText("travel")};
  home.timed("sam/work", "t", civil(2026, 11, 25, 20), civil(2026, 11, 28, 9)).categories = {
      PrivateText("travel")};
  EXPECT_EQ(keys(findings_of(home)), Keys{"both-away/2026-11-24"});
  home.settings.pause = {{"shared", "holiday"}};
  home.all_day("household/shared", "holiday", date(2026, 11, 26), date(2026, 11, 27));
  EXPECT_EQ(keys(findings_of(home)), (Keys{"both-away/2026-11-24", "both-away/2026-11-27"}));
}

TEST(SharedEvent, WorkOverAnEventThatNamesThem) {
  Home home;
  home.timed("household/family", "Alex & Sam: concert", 24, 10, 12);
  home.timed("alex/work", "meeting", 24, 11, 13);
  home.timed("sam/private", "yoga", 24, 11, 13);  // no work
  home.timed("household/family", "Sam: dentist", 25, 10, 12);
  home.timed("alex/work", "meeting", 25, 10, 12);  // not named
  const auto found = findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, "shared-event");
  EXPECT_EQ(found[0].key.size(), std::string("shared-event/").size() + 12);
  EXPECT_EQ(found[0].time, test::nov_span(24, 10, 12));
  EXPECT_EQ(found[0].concerns, std::vector{PartnerIndex::first});
}

TEST(SharedEvent, ACopyIsNoWorkAgainstIt) {
  Home home;
  home.timed("household/family", "Alex: concert", 24, 10, 12);
  home.timed("alex/work", "Alex: concert", 24, 10, 12);
  EXPECT_TRUE(findings_of(home).empty());
}

TEST(ProtectedTime, WorkOverAWindowOfTheirs) {
  Home home;
  Protect& p = home.settings.protects.emplace_back();
  p.id = "friday";
  p.title = "Friday afternoon";
  p.who = {PersonId("alex")};
  p.time.days[4] = {{Hours(10), Hours(11)}, {Hours(13), Hours(17)}};
  home.timed("alex/work", "meeting", 27, 16, 18);
  home.timed("sam/work", "meeting", 27, 10, 11);
  home.timed("alex/private", "no work", 27, 10, 11);
  const auto found = findings_of(home);
  ASSERT_EQ(keys(found), Keys{"protected-time/friday/2026-11-27.2"});
  EXPECT_EQ(found[0].time, test::nov_span(27, 13, 17));
}

TEST(ProtectedTime, WorkOverPublishedSlots) {
  Home home;
  Routine& r = home.settings.routines.emplace_back();
  r.id = "alignment";
  r.title = "Alignment";
  r.with = {PersonId("alex"), PersonId("sam")};
  home.timed("sam/work", "call", 29, 19, 20);
  const World world = home.world();
  const Slot slot{0, "2026-W48", {nov(29, 19), nov(29, 19, 30)}, "slot/alignment/2026-W48", ""};
  const auto found = test::Run(world, {slot}).findings();
  ASSERT_EQ(keys(found), Keys{"protected-time/alignment/2026-11-29"});
  EXPECT_EQ(found[0].concerns, std::vector{PartnerIndex::second});
  home.settings.routines[0].protected_ = false;
  EXPECT_TRUE(test::Run(world, {slot}).findings().empty());
}

TEST(AfterHours, MoreThanTheAllowanceInAWeek) {
  Home home;
  home.timed("alex/work", "late", 24, 16, 20);      // 3 h outside
  home.timed("alex/work", "late too", 24, 19, 20);  // counted once
  EXPECT_TRUE(findings_of(home).empty());           // 3 h is not more than 3 h
  home.timed("alex/work", "later", civil(2026, 11, 25, 17), civil(2026, 11, 25, 17, 1));
  const auto found = findings_of(home);
  ASSERT_EQ(keys(found), Keys{"after-hours/alex/2026-W48"});
  EXPECT_EQ(std::get<AfterHoursData>(found[0].data).length, Hours(3) + Minutes(1));
  EXPECT_EQ(found[0].time, (Interval{nov(23), nov(30)}));
}

TEST(AfterHours, TripsAndPrivateThingsAreNone) {
  Home home;
  trip(home, "alex/work", date(2026, 11, 24), date(2026, 11, 27));
  home.timed("sam/private", "party", 24, 17, 24);
  EXPECT_TRUE(findings_of(home).empty());
}

TEST(DoubleBooked, PairsFromTwoSources) {
  Home home;
  home.timed("alex/work", "a", 24, 10, 12);
  home.timed("alex/work", "b", 24, 10, 12);
  EXPECT_TRUE(findings_of(home).empty());  // one source
  home.timed("alex/private", "c", 24, 11, 13);
  const auto found = findings_of(home);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind, "double-booked");
  EXPECT_EQ(found[0].time, test::nov_span(24, 11, 12));
}

TEST(DoubleBooked, NotFocusNotHouseholdNotAllDayNotAway) {
  Home home;
  home.rule("focus").kind = Kind::focus;
  home.settings.rules[0].presence = Presence::onsite;
  home.timed("alex/work", "a", 24, 10, 12);
  home.timed("alex/private", "focus", 24, 10, 12);
  home.timed("alex/private", "flight", 24, 10, 12).categories = {PrivateText("travel")};
  home.all_day("alex/private", "day", date(2026, 11, 24), date(2026, 11, 25));
  home.timed("household/family", "Alex: dentist", 25, 10, 12);
  home.timed("alex/private", "b", 25, 10, 12);
  EXPECT_TRUE(findings_of(home).empty());
}

TEST(NoSlot, IsThePeriodOfThoseItIsWith) {
  Home home;
  Routine& r = home.settings.routines.emplace_back();
  r.id = "learning";
  r.title = "Learning";
  r.with = {PersonId("sam")};
  const World world = home.world();
  const auto found = test::Run(world, {}, {{0, "2026-W48", {nov(23), nov(30)}}}).findings();
  ASSERT_EQ(keys(found), Keys{"no-slot/learning/2026-W48"});
  EXPECT_EQ(found[0].concerns, std::vector{PartnerIndex::second});
  EXPECT_FALSE(found[0].if_accepted);
}

}  // namespace
}  // namespace evenkeel
