// A scenario laid over a household: what stands in the calendars afterwards (DESIGN section 7).
#include "core/plans/scenario_fixture.hpp"

namespace evenkeel::test {
namespace {

// An invitation that waits for an answer, tentative in every way, counts as accepted.
TEST_F(ScenarioTest, AnInvitationIsTakenAsConfirmed) {
  Component c = event("invite@x", 24, 10, 11);
  c.status = Status::tentative;
  c.busy_status = BusyStatus::tentative;
  c.attendees = {{Address("alex@work.example"), PartStat::needs_action, {}}};
  EXPECT_EQ(lay(AcceptInvitation{alex, {object({c})}}), "");
  const Engagement e = home.only();
  EXPECT_EQ(e.firmness, Firmness::confirmed);
  EXPECT_TRUE(e.work(Pass::confirmed));
  EXPECT_EQ(e.occurrence.time, nov_span(24, 10, 11));
}

TEST_F(ScenarioTest, AnInvitationReplacesTheSameUid) {
  home.timed("alex/private", "Old", 24, 10, 11);  // uid-1
  EXPECT_EQ(lay(AcceptInvitation{alex, {object({event("uid-1", 25, 12, 13)})}}), "");
  EXPECT_EQ(times(), std::vector{nov_span(25, 12, 13)});
  EXPECT_FALSE(home.only().work(Pass::confirmed)) << "it stays in the calendar in which it stood";
}

// iTIP sends changed instances alone (RFC 5546 3.2.2): the series they belong to stays.
TEST_F(ScenarioTest, AnInvitationToOneInstanceLeavesTheOthers) {
  Component& weekly = home.timed("alex/work", "Weekly", 24, 10, 11);
  weekly.rrules = {"FREQ=WEEKLY;COUNT=2"};
  Component changed = event("uid-1", 26, 14, 15);
  changed.recurrence_id = civil(2026, 11, 24, 10);
  EXPECT_EQ(lay(AcceptInvitation{alex, {object({changed})}}), "");
  EXPECT_EQ(times(), (std::vector{nov_span(26, 14, 15), Interval{dec(1, 10), dec(1, 11)}}));
}

TEST_F(ScenarioTest, KindAndPresenceOfWhatIsAddedComeBeforeEveryRule) {
  Rule& rule = home.rule(".*");
  rule.kind = Kind::focus;
  rule.presence = Presence::free;
  CalendarObject trip =
      described({.summary = "Trip", .start = date(2026, 11, 24), .end = date(2026, 11, 26), .rrule = {}}, 1);
  EXPECT_EQ(lay(AddObjects{alex, {trip}, Kind::travel, Presence::away}), "");
  const Engagement e = home.only();
  EXPECT_EQ(e.kind, Kind::travel);
  EXPECT_EQ(e.presence(Pass::confirmed), Presence::away);
  EXPECT_EQ(e.occurrence.time, (Interval{nov(24), nov(26)}));
}

// A file of [[add]] is an invitation like that of `check`: it replaces the same UID and counts as confirmed.
TEST_F(ScenarioTest, WhatIsAddedReplacesTheSameUidAndIsConfirmed) {
  home.timed("alex/work", "Old", 24, 10, 11);  // uid-1
  Component longer = event("uid-1", 24, 10, 12);
  longer.status = Status::tentative;
  longer.attendees = {{Address("alex@work.example"), PartStat::needs_action, {}}};
  EXPECT_EQ(lay(AddObjects{alex, {object({longer})}, {}, {}}), "");
  const Engagement e = home.only();
  EXPECT_EQ(e.occurrence.time, nov_span(24, 10, 12));
  EXPECT_EQ(e.firmness, Firmness::confirmed);
}

// A changed instance leaves the series; the kind that is given belongs to what was added alone.
TEST_F(ScenarioTest, AnAddedInstanceLeavesTheOthers) {
  Component& weekly = home.timed("alex/work", "Weekly", 24, 10, 11);
  weekly.rrules = {"FREQ=WEEKLY;COUNT=2"};
  Component changed = event("uid-1", 26, 14, 15);
  changed.recurrence_id = civil(2026, 11, 24, 10);
  EXPECT_EQ(lay(AddObjects{alex, {object({changed})}, Kind::focus, {}}), "");
  const World world = home.world();
  std::vector<std::pair<Instant, Kind>> found;
  for (const Engagement& e : world.engagements[0]) found.emplace_back(e.occurrence.time.start, e.kind);
  EXPECT_EQ(found,
            (std::vector<std::pair<Instant, Kind>>{{nov(26, 14), Kind::focus}, {dec(1, 10), Kind::meeting}}));
}

// A local time of [[add]] is read in the partner's zone: 09:00 in New York is 14:00 UTC in November.
TEST_F(ScenarioTest, LocalTimesArePartnersTimes) {
  EXPECT_EQ(lay(SetPartner{alex, std::nullopt, home.zones.named("America/New_York")}), "");
  CalendarObject talk = described(
      {.summary = "Talk", .start = civil(2026, 11, 24, 9), .end = Due(civil(2026, 11, 24, 10)), .rrule = {}},
      1);
  EXPECT_EQ(lay(AddObjects{alex, {talk}, {}, {}}), "");
  EXPECT_EQ(times(), std::vector{nov_span(24, 14, 15)});
}

TEST_F(ScenarioTest, RemoveByUidAndByMatch) {
  home.timed("alex/work", "Planning", 24, 10, 11);
  home.timed("alex/work", "Review", 24, 12, 13);
  EXPECT_EQ(lay(RemoveUid{Uid("uid-1")}), "");
  EXPECT_EQ(times(), std::vector{nov_span(24, 12, 13)});
  EXPECT_NE(lay(RemoveUid{Uid("uid-1")}), "");
  RuleMatch match;
  match.summary = "^Rev";
  EXPECT_EQ(lay(RemoveMatching{match}), "");
  EXPECT_TRUE(times().empty());
  match.summary = "^Nothing";
  EXPECT_NE(lay(RemoveMatching{match}), "");
}

// An override that matches takes its instance with it: the series must not put it back where it was.
TEST_F(ScenarioTest, ARemovedOverrideLeavesAGap) {
  Component& weekly = home.timed("alex/work", "Weekly", 24, 10, 11);
  weekly.rrules = {"FREQ=WEEKLY;COUNT=2"};
  CalendarObject& object = home.snapshot.sources[0].objects[0].object;
  Component special = event("uid-1", 25, 10, 11);
  special.recurrence_id = civil(2026, 11, 24, 10);
  special.summary = PrivateText("Special");
  object.components.push_back(special);
  RuleMatch match;
  match.summary = "Special";
  EXPECT_EQ(lay(RemoveMatching{match}), "");
  EXPECT_EQ(times(), (std::vector{Interval{dec(1, 10), dec(1, 11)}}));
}

// A routine of one partner stands within the working hours unless it says otherwise: it follows them.
TEST_F(ScenarioTest, OwnRoutinesFollowTheHours) {
  home.settings.routines.resize(3);
  home.settings.routines[0].with = {alex};
  home.settings.routines[0].windows = home.settings.partners[0].working_hours;
  home.settings.routines[0].working_hours = true;
  home.settings.routines[1].with = {alex};
  home.settings.routines[1].windows = every_day("M------", Hours(12), Hours(13));
  // Given as they are, by chance the same as the hours.
  home.settings.routines[2].with = {alex};
  home.settings.routines[2].windows = home.settings.partners[0].working_hours;
  const WeekRanges before = home.settings.partners[0].working_hours;
  const WeekRanges hours = every_day("MTWT---", Hours(8), Hours(16));
  EXPECT_EQ(lay(SetPartner{alex, hours, nullptr}), "");
  EXPECT_EQ(home.settings.routines[0].windows, hours);
  EXPECT_EQ(home.settings.routines[1].windows, every_day("M------", Hours(12), Hours(13)));
  EXPECT_EQ(home.settings.routines[2].windows, before);
}

TEST_F(ScenarioTest, HoursAndCareersAreReplaced) {
  EXPECT_EQ(lay(SetPartner{alex, every_day("MTWT---", Hours(8), Hours(16)), nullptr}), "");
  EXPECT_TRUE(home.settings.partners[0].working_hours.days[4].empty());
  home.settings.careers = {{.from = date(2027, 1, 1), .lead_model = false, .lead = {}}};
  EXPECT_EQ(lay(Career{.from = date(2027, 1, 1), .lead_model = true, .lead = alex, .share_percent = 30}), "");
  ASSERT_EQ(home.settings.careers.size(), 1U);
  EXPECT_TRUE(home.settings.careers[0].lead_model);
}

// Without any calendar of the partner there is one for what is added; it is work.
TEST_F(ScenarioTest, APartnerWithoutCalendarsCanBeAskedAbout) {
  home.settings.partners[0].calendars.clear();
  std::erase_if(home.snapshot.sources, [](const SourceSnapshot& s) { return s.name.owner == "alex"; });
  EXPECT_EQ(lay(AcceptInvitation{alex, {object({event("invite@x", 24, 10, 11)})}}), "");
  EXPECT_TRUE(home.only().work(Pass::confirmed));
}

}  // namespace
}  // namespace evenkeel::test
