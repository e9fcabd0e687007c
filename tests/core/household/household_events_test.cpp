// DESIGN section 5, "Household events", and section 9, pause.
#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::date;
using test::Home;

struct NameCase {
  const char* summary;
  bool alex, sam;
};

class Named : public testing::TestWithParam<NameCase> {};

TEST_P(Named, BySummary) {
  Home home;
  home.timed("household/family", GetParam().summary, 24, 10, 11);
  const World world = home.world();
  ASSERT_EQ(world.household_events.size(), 1U);
  EXPECT_EQ(world.household_events[0].named[0], GetParam().alex) << GetParam().summary;
  EXPECT_EQ(world.household_events[0].named[1], GetParam().sam) << GetParam().summary;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, Named,
    testing::Values(NameCase{"Sam: dentist", false, true}, NameCase{"SAM : dentist", false, true},
                    NameCase{"Alex & Sam: parents' evening", true, true},
                    NameCase{"alex,gran and sam: zoo", true, true}, NameCase{"Gran + Alex: zoo", true, false},
                    NameCase{"Sam and: zoo", false, true}, NameCase{"and Alex: zoo", true, false},
                    NameCase{"Sam &: zoo", false, true}, NameCase{"Sam andy: zoo", false, false},
                    NameCase{"Both: concert", true, true}, NameCase{"Samantha: dentist", false, false},
                    NameCase{"Dentist with Sam", false, false}, NameCase{"Dentist: Sam", false, false}));

TEST(HouseholdEvents, NameByAttendeeAndCategoryUnlessDeclined) {
  Home home;
  Component& c = home.timed("household/family", "Both: concert", 24, 19, 21);
  Attendee declined;
  declined.address = Address("sam@example.org");
  declined.partstat = PartStat::declined;
  c.attendees = {declined};
  home.timed("household/family", "Zoo", 25, 10, 11).categories = {PrivateText("ALEX")};
  const World world = home.world();
  EXPECT_EQ(world.household_events[0].named, (std::array<bool, 2>{true, false}));
  EXPECT_EQ(world.household_events[1].named, (std::array<bool, 2>{true, false}));
}

TEST(HouseholdEvents, AreBusyTimeButNoWork) {
  Home home;
  home.timed("household/family", "Sam: dentist", 24, 10, 11);
  const Engagement e = home.only(PartnerIndex::second);
  EXPECT_TRUE(e.busy(Pass::confirmed));
  EXPECT_FALSE(e.work(Pass::confirmed));
  EXPECT_TRUE(e.from_household);
}

TEST(HouseholdEvents, AllDayAndFreeOnesTakeNoTime) {
  Home home;
  home.all_day("household/family", "Sam: birthday", date(2026, 11, 24), date(2026, 11, 25));
  home.timed("household/family", "Sam: maybe", 24, 10, 11).transp = Transp::transparent;
  EXPECT_TRUE(home.world().engagements[1].empty());
}

TEST(Announcements, StandInThePartnersOwnCalendar) {
  Home home;
  home.all_day("household/shared", "Sam: trip to Rome", date(2026, 11, 24), date(2026, 11, 26));
  const Engagement e = home.only(PartnerIndex::second);
  EXPECT_EQ(e.kind, Kind::travel);
  EXPECT_EQ(e.first_presence, Presence::away);
  EXPECT_FALSE(e.work_source);
  EXPECT_FALSE(e.from_household);
  EXPECT_EQ(e.body(Pass::confirmed)[0], (Interval{test::nov(24), test::nov(26)}));
}

TEST(Announcements, TheirWordEndsAtABlankOrAMark) {
  for (const char* summary : {"Sam: Trip!", "Sam:away (Rome)", "both: travel, Rome"}) {
    Home home;
    home.timed("household/shared", summary, 24, 10, 11);
    EXPECT_EQ(home.only(PartnerIndex::second).kind, Kind::travel) << summary;
  }
  Home home;
  home.timed("household/shared", "Sam: trips", 24, 10, 11);
  EXPECT_TRUE(home.only(PartnerIndex::second).from_household);
}

TEST(Announcements, ACopyInThePartnersOwnCalendarDoesNotExist) {
  Home home;
  home.all_day("household/shared", "Sam: trip", date(2026, 11, 24), date(2026, 11, 26));
  home.all_day("sam/work", "Sam: trip", date(2026, 11, 24), date(2026, 11, 26));
  EXPECT_EQ(home.only(PartnerIndex::second).kind, Kind::travel);
}

TEST(Announcements, SupportTakesNoTime) {
  Home home;
  home.all_day("household/shared", "Sam: support", date(2026, 11, 24), date(2026, 11, 26));
  home.timed("alex/work", "help", 25, 10, 11).categories = {PrivateText("Support")};
  home.todo("alex/work", "help", EventTime(date(2026, 11, 27))).categories = {PrivateText("SUPPORT")};
  const World world = home.world();
  EXPECT_TRUE(world.engagements[0].empty());
  EXPECT_TRUE(world.engagements[1].empty());
  EXPECT_TRUE(world.deadlines.empty());
  ASSERT_EQ(world.support.size(), 3U);
  EXPECT_EQ(world.support[0].last, date(2026, 11, 27));
  EXPECT_EQ(world.support[2].who, PersonId("sam"));
  EXPECT_EQ(world.support[2].first, date(2026, 11, 24));
  EXPECT_EQ(world.support[2].last, date(2026, 11, 25));
}

TEST(Announcements, ARuleSeesHowLongASupportToDoLasts) {
  for (const auto& [due, asked] : {std::pair{date(2026, 11, 25), true}, {date(2026, 11, 27), false}}) {
    Home home;
    Rule& rule = home.settings.rules.emplace_back();
    rule.match.min_duration = Seconds(std::chrono::hours(48));
    rule.ignore = true;
    Component& todo = home.todo("alex/work", "help", EventTime(due));
    todo.dtstart = EventTime(date(2026, 11, 24));
    todo.categories = {PrivateText("SUPPORT")};
    EXPECT_EQ(!home.world().support.empty(), asked);
  }
}

TEST(Pause, IsInForceFromStartToEndOnASharedCalendar) {
  for (const auto& [where, day, paused] : {std::tuple{"household/shared", 23U, true},
                                           {"household/family", 23U, false},
                                           {"household/shared", 24U, false}}) {
    Home home;
    home.all_day(where, "Sam: pause", date(2026, 11, day), date(2026, 11, day + 1));
    home.timed("sam/work", "meeting", 25, 10, 11);
    const World world = home.world();
    EXPECT_EQ(world.paused[1], paused) << where << day;
    EXPECT_EQ(world.engagements[1].empty(), paused);
  }
}

TEST(MatchedDates, AreThoseTheEventHasTimeOn) {
  Home home;
  home.settings.pause = {{"shared", "(?i)family holiday"}};
  home.all_day("household/shared", "Family holiday", date(2026, 11, 28), date(2026, 11, 30));
  home.timed("household/shared", "family holiday party", 23, 20, 24);
  home.timed("household/family", "Family holiday", 26, 10, 11);  // another calendar
  EXPECT_EQ(home.world().pause_dates, (Dates{date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29)}));
}

}  // namespace
}  // namespace evenkeel
