#include "core/plans/preflight.hpp"

#include "core/household/home.hpp"
#include "core/household/occurrence_hash.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class PreflightTest : public testing::Test {
 protected:
  PreflightTest() { home_.settings.horizon = Days(21); }

  static void unanswered(Component& c, const char* address = "sam@example.org") {
    c.attendees = {{Address(address), PartStat::needs_action, {}}};
  }

  std::vector<Preflight> of(PartnerIndex invited, std::size_t tries = 12) {
    world_ = home_.world();
    return preflights(world_, analyse(world_, {}), invited, tries);
  }
  static std::vector<std::string> keys(const Preflight& preflight) {
    std::vector<std::string> keys;
    for (const Finding& f : preflight.breaks) keys.push_back(f.key);
    return keys;
  }

  /// Sam has 16 hours of work to do by Friday, from Monday on: 40 working hours, a load of 0.4.
  void report_is_due() {
    TomlDeadline& report = home_.settings.partners[1].deadlines.emplace_back();
    report.id = "report";
    report.title = "Report";
    report.due = date(2026, 11, 27);
    report.start = date(2026, 11, 23);
    report.effort = Hours(16);
    report.progress = 0;
  }

  Home home_;
  World world_;
};

TEST_F(PreflightTest, AnInvitationThatLeavesTooLittleTimeForADeadlineTellsOfTheCrunch) {
  report_is_due();
  // Three days of five: 16 of 16 hours.
  unanswered(home_.all_day("sam/work", "Workshop", date(2026, 11, 24), date(2026, 11, 27)));
  const auto told = of(PartnerIndex::second);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(keys(told[0]), ElementsAre("crunch/sam/report"));
  EXPECT_THAT(of(PartnerIndex::first), IsEmpty());
}

TEST_F(PreflightTest, WhatBreaksNothingOrIsAnsweredIsNotTold) {
  report_is_due();
  Component& workshop = home_.all_day("sam/work", "Workshop", date(2026, 11, 24), date(2026, 11, 27));
  workshop.attendees = {{Address("sam@example.org"), PartStat::accepted, {}}};
  EXPECT_THAT(of(PartnerIndex::second), IsEmpty());
  home_.snapshot.sources.clear();
  Home other;
  home_.snapshot = other.snapshot;
  unanswered(home_.timed("sam/work", "Coffee", 24, 9, 10));
  EXPECT_THAT(of(PartnerIndex::second), IsEmpty());
}

TEST_F(PreflightTest, ASeriesIsToldOnceUnderItsUid) {
  Coverage& pick_up = home_.settings.coverages.emplace_back();
  pick_up.id = "pick-up";
  pick_up.title = "School pick-up";
  pick_up.time = {{Hours(15), Hours(16)}};
  pick_up.rrule = "FREQ=WEEKLY;BYDAY=MO";
  pick_up.start = date(2024, 1, 1);
  pick_up.who = {PersonId("sam")};
  Component& weekly = home_.timed("sam/work", "Weekly", 23, 15, 16);
  weekly.rrules = {"FREQ=WEEKLY"};
  unanswered(weekly);
  const auto told = of(PartnerIndex::second);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].key(world_), "preflight/" + occurrence_hash(weekly.uid, std::nullopt));
  EXPECT_THAT(told[0].what, SizeIs(3));
  EXPECT_THAT(keys(told[0]), ElementsAre("uncovered/pick-up/2026-11-23", "uncovered/pick-up/2026-11-30",
                                         "uncovered/pick-up/2026-12-07"));
  home_.now += Days(7);  // the horizon has moved: the same notice
  EXPECT_EQ(of(PartnerIndex::second).at(0).key(world_), told[0].key(home_.world()));
}

TEST_F(PreflightTest, WithoutATryWhatNamesTheInvitationIsToldStill) {
  Coverage& pick_up = home_.settings.coverages.emplace_back();
  pick_up.id = "pick-up";
  pick_up.title = "School pick-up";
  pick_up.time = {{Hours(15), Hours(16)}};
  pick_up.rrule = "FREQ=WEEKLY;BYDAY=MO";
  pick_up.start = date(2024, 1, 1);
  pick_up.who = {PersonId("sam")};
  home_.settings.horizon = Days(7);
  unanswered(home_.timed("sam/work", "Client", 23, 15, 16));
  const auto told = of(PartnerIndex::second, 0);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(keys(told[0]), ElementsAre("uncovered/pick-up/2026-11-23"));
}

}  // namespace
}  // namespace evenkeel::test
