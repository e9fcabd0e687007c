// DESIGN section 6, "Two passes", keys, order.
#include "core/findings/pass.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::date;
using test::findings_of;
using test::Home;
using test::keys;
using test::nov;
using test::pick_up;

TEST(Passes, WhatOnlyUnconfirmedOnesCauseIsIfAcceptedAndWarningAtMost) {
  Home home;
  pick_up(home);
  home.timed("alex/work", "x", 24, 15, 16);
  home.timed("sam/work", "y", 24, 15, 16).status = Status::tentative;
  const auto found = findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].if_accepted);
  EXPECT_EQ(found[0].severity, Severity::warning);
}

TEST(Passes, NothingElseIsTakenFromTheSecond) {
  Home home;
  home.timed("household/family", "Alex & Sam: concert", 24, 10, 12);
  home.timed("alex/work", "x", 24, 10, 12);
  home.timed("sam/work", "y", 24, 10, 12).status = Status::tentative;
  const auto found = findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].if_accepted);
  EXPECT_EQ(found[0].concerns, std::vector{PartnerIndex::first});
}

TEST(Passes, AnOpenOutOfOfficeIsWordedAsTravel) {
  Home home;
  pick_up(home);
  home.timed("sam/work", "x", 24, 15, 16);
  home.all_day("alex/work", "OOO", date(2026, 11, 24), date(2026, 11, 25)).busy_status = BusyStatus::oof;
  const auto found = findings_of(home);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].if_accepted);
  EXPECT_TRUE(found[0].explanation.starts_with("If Alex is travelling: Nobody is free"))
      << found[0].explanation;
}

TEST(Keys, EqualOnesAreNumberedByStart) {
  Home home;
  Routine& r = home.settings.routines.emplace_back();
  r.id = "alignment";
  r.title = "Alignment";
  r.with = {PersonId("alex"), PersonId("sam")};
  home.timed("sam/work", "call", 29, 10, 20);
  home.settings.partners[1].after_hours_allowance = Days(7);  // it is a Sunday
  const World world = home.world();
  const Slot late{0, "b", {nov(29, 19), nov(29, 20)}, "slot/alignment/b", ""};
  const Slot early{0, "a", {nov(29, 11), nov(29, 12)}, "slot/alignment/a", ""};
  const auto found = test::Run(world, {late, early}).findings();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].key, "protected-time/alignment/2026-11-29");
  EXPECT_EQ(found[0].time, early.time);
  EXPECT_EQ(found[1].key, "protected-time/alignment/2026-11-29.2");
}

TEST(Range, OnlyWhatOverlapsNowToTheHorizonIsReported) {
  Home home;
  home.settings.horizon = Days(7);
  for (const unsigned day : {22U, 24U}) {
    home.timed("alex/work", "a", day, 10, 12);
    home.timed("alex/private", "b", day, 11, 13);
  }
  EXPECT_EQ(findings_of(home).size(), 1U);
}

TEST(Muted, KindsAreComputedAndNotReported) {
  Home home;
  home.timed("alex/work", "a", 24, 10, 12);
  home.timed("alex/private", "b", 24, 11, 13);
  home.settings.alerts.mute = {"double-booked"};
  const World world = home.world();
  const auto all = test::Run(world).findings();
  EXPECT_EQ(all.size(), 1U);
  EXPECT_TRUE(reported(world, all).empty());
}

TEST(Since, IsWhenTheKeyWasFirstSeen) {
  Home home;
  pick_up(home);
  for (const char* where : {"alex/work", "sam/work"}) home.timed(where, "x", 24, 15, 16);
  home.snapshot.first_seen["uncovered/pick-up/2026-11-24"] = nov(20);
  EXPECT_EQ(findings_of(home).at(0).since, nov(20));
  home.snapshot.first_seen.clear();
  EXPECT_EQ(findings_of(home).at(0).since, home.now);
}

TEST(Order, SeverityFallingStartKindKey) {
  Finding info, warning, urgent;
  info.severity = Severity::info;
  warning.severity = Severity::warning;
  urgent.severity = Severity::urgent;
  urgent.time.start = nov(30);
  EXPECT_TRUE(listed_before(urgent, warning));
  EXPECT_TRUE(listed_before(warning, info));
  Finding later = info;
  later.time.start = nov(24);
  EXPECT_TRUE(listed_before(info, later));
}

TEST(Stale, SourcesAreNamedInWhatIsBuiltOnThem) {
  Home home;
  pick_up(home);
  for (const char* where : {"alex/work", "sam/work"}) home.timed(where, "x", 24, 15, 16);
  home.snapshot.sources[0].stale = true;
  home.snapshot.sources[0].last_success = nov(20, 7);
  EXPECT_NE(findings_of(home).at(0).explanation.find("(alex/work has not answered since Fri 20 Nov 07:00.)"),
            std::string::npos);
}

}  // namespace
}  // namespace evenkeel
