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

  void sam_picks_up_at(int hour, const char* rrule = "FREQ=DAILY") {
    Coverage& pick_up = home_.settings.coverages.emplace_back();
    pick_up.id = "pick-up";
    pick_up.title = "School pick-up";
    pick_up.time = {{Hours(hour), Hours(hour + 1)}};
    pick_up.rrule = rrule;
    pick_up.start = date(2024, 1, 1);
    pick_up.who = {PersonId("sam")};
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
  sam_picks_up_at(15, "FREQ=WEEKLY;BYDAY=MO");
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

// Who was told of Monday has to hear of Tuesday.
TEST_F(PreflightTest, ASingleOneThatIsMovedIsAnotherNotice) {
  sam_picks_up_at(15);
  unanswered(home_.timed("sam/work", "Client", 23, 15, 16));
  const auto told = of(PartnerIndex::second);
  ASSERT_THAT(told, SizeIs(1));
  const std::string key = told[0].key(world_);
  EXPECT_EQ(of(PartnerIndex::second).at(0).key(world_), key);
  for (SourceSnapshot& source : home_.snapshot.sources) {
    for (StoredObject& stored : source.objects) {
      stored.object.components.front().dtstart = civil(2026, 11, 24, 15);
      stored.object.components.front().dtend = civil(2026, 11, 24, 16);
    }
  }
  EXPECT_NE(of(PartnerIndex::second).at(0).key(world_), key);
}

TEST_F(PreflightTest, TimesAreOfferedOnDifferentDays) {
  sam_picks_up_at(15);
  unanswered(home_.timed("sam/work", "Client", 23, 15, 16));
  const auto told = of(PartnerIndex::second);
  ASSERT_THAT(told, SizeIs(1));
  // Sam is free from 9:00 on, every day.
  EXPECT_THAT(harmless_times(world_, told[0]),
              ElementsAre(nov_span(23, 9, 10), nov_span(24, 9, 10), nov_span(25, 9, 10)));
}

TEST_F(PreflightTest, TimesOfOneDayDoNotOverlap) {
  sam_picks_up_at(17);
  for (const unsigned day : {23U, 24U, 25U, 26U, 27U}) {
    home_.timed("sam/work", "Course", day, day == 25 ? 12 : 9, 17);
  }
  unanswered(home_.timed("sam/work", "Client", 23, 17, 18));
  const auto told = of(PartnerIndex::second);
  ASSERT_THAT(told, SizeIs(1));
  // Nothing but Wednesday morning is left.
  EXPECT_THAT(harmless_times(world_, told[0]),
              ElementsAre(nov_span(25, 9, 10), nov_span(25, 10, 11), nov_span(25, 11, 12)));
}

TEST_F(PreflightTest, WithoutATryWhatNamesTheInvitationIsToldStill) {
  sam_picks_up_at(15, "FREQ=WEEKLY;BYDAY=MO");
  home_.settings.horizon = Days(7);
  unanswered(home_.timed("sam/work", "Client", 23, 15, 16));
  const auto told = of(PartnerIndex::second, 0);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(keys(told[0]), ElementsAre("uncovered/pick-up/2026-11-23"));
}

}  // namespace
}  // namespace evenkeel::test
