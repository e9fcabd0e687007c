// DESIGN section 5, rule by rule.
#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::civil;
using test::date;
using test::Home;

struct Case {
  std::string name;
  std::function<void(Component&, Home&)> change;
  bool all_day = false;
  Kind kind = Kind::meeting;
  Presence presence = Presence::onsite;
  Firmness firmness = Firmness::confirmed;
};

Attendee attendee(const std::string& address, PartStat answer) {
  Attendee a;
  a.address = Address(address);
  a.partstat = answer;
  return a;
}

std::string name_of(const testing::TestParamInfo<Case>& tested) {
  return tested.param.name;
}

class Classified : public testing::TestWithParam<Case> {};

TEST_P(Classified, AsTheRuleSays) {
  const Case& c = GetParam();
  Home home;
  Component& event = c.all_day
                         ? home.all_day("alex/work", "Something", date(2026, 11, 24), date(2026, 11, 25))
                         : home.timed("alex/work", "Something", 24, 10, 11);
  c.change(event, home);
  const Engagement e = home.only();
  EXPECT_EQ(e.kind, c.kind);
  EXPECT_EQ(e.first_presence, c.presence);
  EXPECT_EQ(e.firmness, c.firmness);
}

void nothing(Component& /*c*/, Home& /*home*/) {}

auto category(const char* text) {
  return [text](Component& c, Home&) { c.categories = {PrivateText(text)}; };
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Classified,
    testing::Values(Case{"timed", nothing}, Case{"all_day", nothing, true, Kind::other},
                    Case{"category", category("Travel"), false, Kind::travel, Presence::away},
                    Case{"synonym", category("Annual Leave"), true, Kind::leave, Presence::free},
                    Case{"business_trip", category("BUSINESS TRIP"), true, Kind::travel, Presence::away},
                    Case{"training", category("training"), false, Kind::learning},
                    Case{"unknown", category("Board"), false, Kind::meeting},
                    Case{"rule_first",
                         [](Component& c, Home& h) {
                           c.categories = {PrivateText("travel")};
                           h.rule("Some").kind = Kind::focus;
                         },
                         false, Kind::focus, Presence::free},
                    Case{"out_all_day", [](Component& c, Home&) { c.busy_status = BusyStatus::oof; }, true,
                         Kind::leave, Presence::free},
                    Case{"out_short", [](Component& c, Home&) { c.busy_status = BusyStatus::oof; }},
                    Case{"elsewhere",
                         [](Component& c, Home&) { c.busy_status = BusyStatus::working_elsewhere; }, true,
                         Kind::remote_day, Presence::free}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Presences, Classified,
    testing::Values(Case{"elsewhere_timed",
                         [](Component& c, Home&) { c.busy_status = BusyStatus::working_elsewhere; }, false,
                         Kind::meeting, Presence::remote},
                    Case{"status_free", [](Component& c, Home&) { c.busy_status = BusyStatus::free; }, false,
                         Kind::meeting, Presence::free},
                    Case{"status_beats_transp",
                         [](Component& c, Home&) {
                           c.busy_status = BusyStatus::busy;
                           c.transp = Transp::transparent;
                         }},
                    Case{"transparent", [](Component& c, Home&) { c.transp = Transp::transparent; }, false,
                         Kind::meeting, Presence::free},
                    Case{"rule_presence",
                         [](Component&, Home& h) { h.rule("Some").presence = Presence::remote; }, false,
                         Kind::meeting, Presence::remote},
                    // Attributes are taken each from the first rule that sets it.
                    Case{"two_rules",
                         [](Component&, Home& h) {
                           h.rule("Some").kind = Kind::learning;
                           Rule& second = h.rule("thing");
                           second.kind = Kind::focus;
                           second.presence = Presence::away;
                         },
                         false, Kind::learning, Presence::away}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Firmnesses, Classified,
    testing::Values(Case{"unanswered",
                         [](Component& c, Home&) {
                           c.attendees = {attendee("alex@work.example", PartStat::needs_action)};
                         },
                         false, Kind::meeting, Presence::onsite, Firmness::unanswered},
                    Case{"first_line_counts",
                         [](Component& c, Home&) {
                           c.attendees = {attendee("alex@example.org", PartStat::accepted),
                                          attendee("alex@work.example", PartStat::needs_action)};
                         }},
                    Case{"tentative_answer",
                         [](Component& c, Home&) {
                           c.attendees = {attendee("alex@example.org", PartStat::tentative)};
                         },
                         false, Kind::meeting, Presence::onsite, Firmness::tentative},
                    Case{"others_do_not_matter",
                         [](Component& c, Home&) {
                           c.attendees = {attendee("sam@example.org", PartStat::needs_action)};
                         }},
                    Case{"busy_status", [](Component& c, Home&) { c.busy_status = BusyStatus::tentative; },
                         false, Kind::meeting, Presence::onsite, Firmness::tentative},
                    Case{"organizer_only_status",
                         [](Component& c, Home&) {
                           c.organizer = Address("alex@example.org");
                           c.attendees = {attendee("alex@example.org", PartStat::needs_action)};
                           c.busy_status = BusyStatus::tentative;
                         }},
                    Case{"organizer_tentative",
                         [](Component& c, Home&) {
                           c.organizer = Address("alex@example.org");
                           c.status = Status::tentative;
                         },
                         false, Kind::meeting, Presence::onsite, Firmness::tentative}),
    name_of);

TEST(Existence, CancelledDeclinedDelegatedAndIgnoredDoNotExist) {
  Home home;
  home.timed("alex/work", "a", 24, 10, 11).status = Status::cancelled;
  home.timed("alex/work", "b", 24, 10, 11).attendees = {attendee("alex@example.org", PartStat::declined)};
  home.timed("alex/work", "c", 24, 10, 11).attendees = {attendee("alex@example.org", PartStat::delegated)};
  home.timed("alex/work", "noise", 24, 10, 11);
  home.rule("^noise$").ignore = true;
  home.timed("alex/work", "stays", 24, 10, 11).attendees = {attendee("sam@example.org", PartStat::declined)};
  EXPECT_EQ(home.world().engagements[0].size(), 1U);
}

TEST(Existence, OwnEventsExistForPublishingOnly) {
  Home home;
  const Uid uid = home.timed("household/shared", "Sam: dentist", 24, 10, 11).uid;
  home.own.uid = [uid](const Uid& other) { return other == uid; };
  const World world = home.world();
  EXPECT_TRUE(world.household_events.empty());
  EXPECT_TRUE(world.engagements[1].empty());
}

TEST(Existence, ASourceCountsFromAndUntilBothIncluded) {
  Home home;
  home.settings.partners[0].calendars[0].from = date(2026, 11, 25);
  home.settings.partners[0].calendars[0].until = date(2026, 11, 26);
  for (const unsigned day : {24U, 25U, 26U, 27U}) home.timed("alex/work", "x", day, 10, 11);
  EXPECT_EQ(home.world().engagements[0].size(), 2U);
}

TEST(RemoteDays, MakeBusyRemoteOnTheDateItStarts) {
  Home home;
  home.all_day("alex/work", "WFH", date(2026, 11, 24), date(2026, 11, 25)).categories = {PrivateText("wfh")};
  home.timed("alex/work", "at home", 24, 10, 11);
  home.timed("alex/work", "in the office", 25, 10, 11);
  home.timed("sam/work", "elsewhere", 24, 10, 11);
  home.rule("^explicit$").presence = Presence::onsite;
  home.timed("alex/work", "explicit", 24, 12, 13);
  const World world = home.world();
  ASSERT_EQ(world.engagements[0].size(), 4U);
  EXPECT_EQ(world.engagements[0][1].first_presence, Presence::remote);
  EXPECT_EQ(world.engagements[0][2].first_presence, Presence::onsite);
  EXPECT_EQ(world.engagements[0][3].first_presence, Presence::onsite);
  EXPECT_EQ(world.engagements[1][0].first_presence, Presence::onsite);
}

TEST(OutOfOffice, IsFreeInTheFirstPassAndAwayInTheSecond) {
  Home home;
  home.all_day("alex/work", "OOO", date(2026, 11, 24), date(2026, 11, 25)).busy_status = BusyStatus::oof;
  const Engagement e = home.only();
  EXPECT_EQ(e.presence(Pass::all), Presence::away);
  ASSERT_EQ(e.body(Pass::confirmed).size(), 1U);
  EXPECT_EQ(e.body(Pass::confirmed)[0], test::nov_span(24, 9, 17));
  EXPECT_EQ(e.body(Pass::all)[0], test::nov_span(24, 0, 24));
}

TEST(OutOfOffice, IsSettledByARule) {
  Home home;
  home.all_day("alex/work", "OOO", date(2026, 11, 24), date(2026, 11, 25)).busy_status = BusyStatus::oof;
  home.rule("OOO").presence = Presence::free;
  EXPECT_EQ(home.only().presence(Pass::all), Presence::free);
}

TEST(Bodies, AreWidenedByTravelTimeAndNoneWithoutLength) {
  Home home;
  home.timed("alex/work", "far", 24, 10, 11).travel = Minutes(30);
  EXPECT_EQ(home.only().body(Pass::confirmed)[0], (Interval{test::nov(24, 9, 30), test::nov(24, 11)}));
  Home other;
  other.timed("alex/work", "reminder", 24, 10, 10).travel = Minutes(30);
  EXPECT_TRUE(other.only().body(Pass::confirmed).empty());
}

TEST(Bodies, OfAllDayOnes) {
  Home home;
  home.all_day("alex/work", "busy", date(2026, 11, 27), date(2026, 11, 29));
  home.all_day("sam/work", "trip", date(2026, 11, 27), date(2026, 11, 29)).categories = {PrivateText("trip")};
  home.all_day("gran/own", "away", date(2026, 11, 27), date(2026, 11, 29));
  const World world = home.world();
  const auto body = world.engagements[0][0].body(Pass::confirmed);
  ASSERT_EQ(body.size(), 2U);
  EXPECT_EQ(body[0], test::nov_span(27, 9, 17));
  EXPECT_EQ(body[1], test::nov_span(28, 9, 17));
  EXPECT_EQ(world.engagements[1][0].body(Pass::confirmed)[0], (Interval{test::nov(27), test::nov(29)}));
  EXPECT_EQ(world.engagements[2][0].body(Pass::confirmed)[0], (Interval{test::nov(27), test::nov(29)}));
}

}  // namespace
}  // namespace evenkeel
