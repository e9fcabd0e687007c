#include "core/publishing/wanted.hpp"

#include "household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Wanted : public testing::Test {
 protected:
  std::vector<Publication> run(std::size_t calendar = 0) {
    return wanted({.settings = settings,
                   .calendar = settings.shared.at(calendar),
                   .now = now,
                   .findings = findings,
                   .rota = rota,
                   .slots = slots,
                   .agendas = agendas,
                   .deadlines = deadlines,
                   .home_bases = home_bases,
                   .silent = silent,
                   .credentials = credentials,
                   .answers = answers,
                   .records = records,
                   .paused = paused,
                   .auto_schedule = auto_schedule,
                   .unknown_schedule = unknown_schedule});
  }
  std::vector<std::string> keys(std::size_t calendar = 0) {
    std::vector<std::string> list;
    for (const Publication& p : run(calendar)) list.push_back(p.key);
    return list;
  }
  void add_family() {
    SharedCalendar family = settings.shared.front();
    family.name = "family";
    family.audience = Audience::family;
    settings.shared.push_back(family);
  }
  Finding& add_finding(const std::string& kind, const std::string& key, Severity severity, Interval time) {
    findings.push_back({.key = key, .kind = kind, .severity = severity, .time = time, .title = kind});
    return findings.back();
  }
  void add_slot(std::size_t routine, const std::string& key, Instant start) {
    slots.push_back({.routine = routine, .time = {start, start + Minutes{30}}, .key = key});
  }
  void add_duty(unsigned day, PersonIndex who, bool asking = false) {
    RotaEntry entry;
    entry.window.time = {at(11, day, 15, 15), at(11, day, 16)};
    entry.window.duty_key = "duty/pick-up/2026-11-" + std::to_string(day);
    entry.who = who;
    entry.needs_asking = asking;
    rota.entries.push_back(entry);
  }

  Settings settings = household();
  Instant now = at(11, 21, 9);
  std::vector<Finding> findings;
  Rota rota;
  std::vector<Slot> slots;
  std::vector<Agenda> agendas;
  std::vector<DeadlineDay> deadlines;
  std::vector<HomeBase> home_bases;
  std::vector<SilentSource> silent;
  std::vector<CredentialTrouble> credentials;
  Answers answers;
  std::vector<PublicationRecord> records;
  std::set<PersonId> paused;
  bool auto_schedule = false;
  bool unknown_schedule = false;
};

TEST_F(Wanted, findingsAreFewAndWorstFirst) {
  for (unsigned day = 1; day <= 7; ++day) {
    add_finding("uncovered", "uncovered/pick-up/2026-12-0" + std::to_string(day),
                day == 7 ? Severity::urgent : Severity::warning, {at(12, day, 15), at(12, day, 16)});
  }
  add_finding("uncovered", "info", Severity::info, {at(12, 1, 9), at(12, 1, 10)});
  EXPECT_THAT(keys(), ElementsAre("uncovered/pick-up/2026-12-07", "uncovered/pick-up/2026-12-01",
                                  "uncovered/pick-up/2026-12-02", "uncovered/pick-up/2026-12-03",
                                  "uncovered/pick-up/2026-12-04"));
  settings.alerts.max_findings = 1;
  EXPECT_THAT(run(), SizeIs(1));
}

TEST_F(Wanted, someFindingsStandOnNoSharedCalendar) {
  const Interval time{at(12, 1, 15), at(12, 1, 16)};
  add_finding("after-hours", "a", Severity::urgent, time);
  add_finding("double-booked", "b", Severity::urgent, time);
  add_finding("uncovered", "c", Severity::urgent, time).if_accepted = true;
  add_finding("uncovered", "gone", Severity::urgent, {at(11, 20, 15), at(11, 20, 16)});
  add_finding("shared-event", "muted", Severity::urgent, time);
  settings.alerts.mute = {"shared-event"};
  EXPECT_THAT(run(), IsEmpty());
}

TEST_F(Wanted, familySeesNoFindingsAgendasOrOnePersonRoutines) {
  add_family();
  add_finding("uncovered", "c", Severity::urgent, {at(12, 1, 15), at(12, 1, 16)});
  settings.routines.push_back({.id = "learning", .title = "Learning", .with = {PersonId("sam")}});
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  add_slot(1, "slot/learning/2026-W48", at(11, 25, 9));
  agendas = {{0, "slot/alignment/2026-W48", "── evenkeel ──\nsecret\n── end ──"}};
  EXPECT_THAT(keys(0), ElementsAre("slot/alignment/2026-W48", "slot/learning/2026-W48", "c"));
  const auto family = run(1);
  ASSERT_THAT(family, SizeIs(1));
  EXPECT_EQ(family[0].key, "slot/alignment/2026-W48");
  EXPECT_EQ(family[0].content.description, "");
  EXPECT_THAT(family[0].content.invitees, IsEmpty());  // invited from the couple's calendar
}

TEST_F(Wanted, aCalendarShowsWhatItLists) {
  settings.shared.front().publish = {PublicationKind::deadlines};
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  deadlines = {{PartnerIndex::first, "report", "Report", date(12, 4)},
               {PartnerIndex::first, "old", "Old", date(11, 20)}};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].key, "deadline/alex/report");
  EXPECT_EQ(list[0].content.title, "Alex: Report");
  EXPECT_TRUE(list[0].content.transparent);
  EXPECT_EQ(std::get<DateSpan>(list[0].content.time), (DateSpan{date(12, 4), date(12, 5)}));
}

TEST_F(Wanted, aCrunchStandsOnTheDayToDecide) {
  Finding& crunch = add_finding("crunch", "crunch/alex/x", Severity::warning, {at(11, 23, 9), at(12, 4, 17)});
  EXPECT_EQ(std::get<DateSpan>(run()[0].content.time).first, date(12, 4));
  crunch.decide_by = at(11, 26, 12);
  EXPECT_EQ(std::get<DateSpan>(run()[0].content.time).first, date(11, 26));
  EXPECT_THAT(run()[0].content.alarms, ElementsAre(AlarmTime(at(11, 25, 19))));
  EXPECT_TRUE(run()[0].content.transparent);
}

TEST_F(Wanted, whatIsLongerThanADayStandsOnOneDay) {
  add_finding("both-away", "night", Severity::urgent, {at(12, 1, 22), at(12, 2, 6)});
  add_finding("both-away", "nights", Severity::urgent, {at(12, 1, 22), at(12, 3, 6)});
  const auto list = run();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(std::get<ZonedSpan>(list[0].content.time).start, local(12, 1, 22));
  EXPECT_EQ(std::get<DateSpan>(list[1].content.time).first, date(12, 3));
}

TEST_F(Wanted, anAcknowledgedFindingMakesRoomUntilItWorsens) {
  settings.alerts.max_findings = 1;
  Finding& crunch = add_finding("crunch", "crunch/alex/x", Severity::warning, {at(11, 23, 9), at(12, 4, 17)});
  crunch.data = CrunchData{.load = 0.9};
  add_finding("uncovered", "other", Severity::warning, {at(12, 8, 15), at(12, 8, 16)});
  EXPECT_THAT(keys(), ElementsAre("crunch/alex/x"));
  records.push_back(
      {.calendar = "shared", .key = "crunch/alex/x", .state = RecordState::deleted, .badness = 0.9});
  EXPECT_THAT(keys(), ElementsAre("other"));
  findings[0].data = CrunchData{.load = 0.904};  // prints the same
  EXPECT_THAT(keys(), ElementsAre("other"));
  findings[0].data = CrunchData{.load = 0.91};
  EXPECT_THAT(keys(), ElementsAre("crunch/alex/x"));
  findings[0].data = CrunchData{.load = 0.9};
  findings[0].severity = Severity::urgent;
  EXPECT_THAT(keys(), ElementsAre("crunch/alex/x"));
  records[0].urgent = true;  // it was urgent when it was deleted
  EXPECT_THAT(keys(), ElementsAre("other"));
}

// 20 hours of work in 20 hours from Monday 9:00 on; by noon 3 of the 20 have passed.
TEST_F(Wanted, anAcknowledgedCrunchDoesNotComeBackBecauseTimePasses) {
  for (std::size_t day = 0; day < 5; ++day)
    settings.partners[0].working_hours.days[day] = {{Hours{9}, Hours{17}}};
  Finding& crunch =
      add_finding("crunch", "crunch/alex/x", Severity::warning, {at(11, 23, 9), at(11, 26, 17)});
  crunch.concerns = {PartnerIndex::first};
  records.push_back({.calendar = "shared",
                     .key = "crunch/alex/x",
                     .state = RecordState::deleted,
                     .pushed = at(11, 23, 9),
                     .badness = 1.0});
  now = at(11, 23, 12);
  const auto set = [&](int demand, int supply) {
    findings[0].time.start = now;
    findings[0].data = CrunchData{
        .demand = Hours{demand}, .supply = Hours{supply}, .load = static_cast<double>(demand) / supply};
  };
  set(20, 17);
  EXPECT_THAT(keys(), IsEmpty());
  set(20, 16);  // a meeting took an hour: 20 of 19
  EXPECT_THAT(keys(), ElementsAre("crunch/alex/x"));
  set(21, 17);  // more to do
  EXPECT_THAT(keys(), ElementsAre("crunch/alex/x"));
  now = at(11, 24, 9);  // 8 working hours later
  set(20, 12);
  EXPECT_THAT(keys(), IsEmpty());
  add_finding("joint-crunch", "joint-crunch/x/y", Severity::warning, {now, at(11, 26, 17)});
  findings[1].data = JointCrunchData{.loads = {20.0 / 12, 0.8}};
  Finding& other = add_finding("crunch", "crunch/sam/y", Severity::warning, {now, at(11, 26, 17)});
  other.concerns = {PartnerIndex::second};
  other.data = CrunchData{.demand = Hours{8}, .supply = Hours{10}, .load = 0.8};
  records.push_back({.calendar = "shared",
                     .key = "joint-crunch/x/y",
                     .state = RecordState::deleted,
                     .pushed = at(11, 23, 9),
                     .badness = 1.8});
  EXPECT_THAT(keys(), ElementsAre("crunch/sam/y"));
}

TEST_F(Wanted, anAlarmThatIsPastWhenItIsFirstWrittenIsLeftOut) {
  add_finding("uncovered", "late", Severity::urgent, {at(11, 22, 15), at(11, 22, 16)});
  now = at(11, 21, 19);  // the alarm would be now
  EXPECT_THAT(run()[0].content.alarms, IsEmpty());
  now = at(11, 21, 18, 59);
  EXPECT_THAT(run()[0].content.alarms, ElementsAre(AlarmTime(at(11, 21, 19))));
  records.push_back({.calendar = "shared", .key = "late", .state = RecordState::active});
  records[0].base.alarms = {at(11, 21, 19)};
  now = at(11, 21, 23);
  EXPECT_THAT(run()[0].content.alarms, ElementsAre(AlarmTime(at(11, 21, 19)))) << "it stays as it stands";
}

TEST_F(Wanted, dutiesNameWhoAndWhenToLeave) {
  add_duty(24, PersonIndex{1});
  add_duty(26, PersonIndex{2}, true);
  settings.coverages[0].travel[PersonId("gran")] = Seconds{0};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_EQ(list[0].content.title, "Sam: School pick-up");
  EXPECT_THAT(list[0].content.description, testing::HasSubstr("14:50"));
  EXPECT_EQ(list[0].person, PersonId("sam"));
  EXPECT_EQ(list[1].content.title, "Ask Gran: School pick-up");
  EXPECT_EQ(list[1].content.description, "");
  EXPECT_THAT(list[0].content.invitees, IsEmpty());
}

TEST_F(Wanted, dutiesArePublishedAhead) {
  settings.shared.front().ahead = Days{3};
  add_duty(20, PersonIndex{1});  // over
  add_duty(23, PersonIndex{1});
  add_duty(24, PersonIndex{1});  // begins more than three days from now
  EXPECT_THAT(keys(), ElementsAre("duty/pick-up/2026-11-23"));
}

TEST_F(Wanted, onlyTheNextInstanceInvites) {
  add_slot(0, "slot/alignment/2026-W49", at(12, 6, 19));
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  add_slot(0, "slot/alignment/2026-W46", at(11, 15, 19));
  const auto list = run();
  ASSERT_THAT(list, SizeIs(2));
  EXPECT_THAT(list[0].content.invitees, IsEmpty());
  EXPECT_EQ(list[0].content.organizer, "");
  EXPECT_THAT(list[1].content.invitees, SizeIs(2));
  EXPECT_EQ(list[1].content.organizer, "home@example.org");
  EXPECT_THAT(list[1].content.alarms, ElementsAre(AlarmTime(Seconds{Minutes{15}})));
}

struct ChannelCase {
  const char* name;
  InviteDetail detail;
  InviteChannel channel;
  bool auto_schedule;
  bool mail;
  bool invited, client_agent, listed;
  InviteDetail told;
};

class Channels : public Wanted, public testing::WithParamInterface<ChannelCase> {};

TEST_P(Channels, areOneAPerson) {
  const ChannelCase& c = GetParam();
  settings.partners[0].invite_detail = c.detail;
  settings.shared.front().invite = c.channel;
  if (!c.mail) settings.mail.reset();
  auto_schedule = c.auto_schedule;
  settings.routines[0].with = {PersonId("alex")};
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  const auto invitees = run()[0].content.invitees;
  ASSERT_EQ(invitees.size(), c.invited ? 1U : 0U);
  if (!c.invited) return;
  EXPECT_EQ(invitees[0].client_agent, c.client_agent);
  EXPECT_EQ(invitees[0].listed, c.listed);
  EXPECT_EQ(invitees[0].detail, c.told);
}

constexpr auto automatic = InviteDetail::automatic;
INSTANTIATE_TEST_SUITE_P(
    Cases, Channels,
    testing::Values(ChannelCase{"server", automatic, InviteChannel::automatic, true, true, true, false, true,
                                InviteDetail::full},
                    ChannelCase{"noServer", automatic, InviteChannel::automatic, false, true, true, true,
                                true, InviteDetail::time},
                    ChannelCase{"email", automatic, InviteChannel::email, true, true, true, true, true,
                                InviteDetail::time},
                    ChannelCase{"emailFull", InviteDetail::full, InviteChannel::email, true, true, true, true,
                                true, InviteDetail::full},
                    ChannelCase{"timeNeverListed", InviteDetail::time, InviteChannel::automatic, true, true,
                                true, true, false, InviteDetail::time},
                    ChannelCase{"busyNeverListed", InviteDetail::busy, InviteChannel::email, true, true, true,
                                true, false, InviteDetail::busy},
                    ChannelCase{"none", automatic, InviteChannel::none, true, true, false, false, false,
                                automatic},
                    ChannelCase{"noChannel", automatic, InviteChannel::automatic, false, false, false, false,
                                false, automatic},
                    ChannelCase{"busyWithoutMail", InviteDetail::busy, InviteChannel::automatic, true, false,
                                false, false, false, automatic}),
    [](const testing::TestParamInfo<ChannelCase>& param) { return param.param.name; });

TEST_F(Wanted, whomTheServerDidNotReachIsMailed) {
  auto_schedule = true;
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  records.push_back(
      {.calendar = "shared", .key = "slot/alignment/2026-W48", .undelivered = {Address("sam@example.org")}});
  const auto invitees = run()[0].content.invitees;
  ASSERT_THAT(invitees, SizeIs(2));
  EXPECT_FALSE(invitees[0].client_agent);
  EXPECT_TRUE(invitees[1].client_agent);
}

TEST_F(Wanted, aDutyInvitesWhenItsCoverageSaysSo) {
  settings.coverages[0].invite = true;
  add_duty(24, PersonIndex{2}, true);
  ASSERT_THAT(run()[0].content.invitees, SizeIs(1));
  EXPECT_EQ(run()[0].content.invitees[0].address, Address("gran@example.org"));
}

TEST_F(Wanted, homeBaseIsADayOfItsOwn) {
  home_bases = {
      {date(11, 24), PartnerIndex::second, {at(11, 24, 22), at(11, 25, 6)}, "home-base/sam/2026-11-24"},
      {date(11, 19), PartnerIndex::second, {at(11, 19, 22), at(11, 20, 6)}, "home-base/sam/2026-11-19"}};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0].content.title, "Home base: Sam");
  EXPECT_TRUE(list[0].content.transparent);
}

TEST_F(Wanted, aDutyThatPeopleMovedSaysWhenToLeaveForIt) {
  add_duty(24, PersonIndex{1});
  EXPECT_EQ(run().front().content.description, "Leave at 14:50 (25 min on the way).");
  PublicationRecord record{.calendar = "shared", .key = "duty/pick-up/2026-11-24"};
  record.moved = true;
  record.time = {at(11, 24, 18, 15), at(11, 24, 19)};
  record.base.time = ZonedSpan{local(11, 24, 18, 15), local(11, 24, 19), &london()};
  records = {record};
  EXPECT_EQ(run().front().content.description, "Leave at 17:50 (25 min on the way).");
  records[0].time = {at(11, 24, 0), at(11, 25, 0)};  // made all-day: midnight is no time to be there
  records[0].base.time = DateSpan{date(11, 24), date(11, 25)};
  EXPECT_EQ(run().front().content.description, "Leave at 14:50 (25 min on the way).");
}

TEST_F(Wanted, nobodyIsInvitedBeforeItIsKnownWhoInvites) {
  unknown_schedule = true;
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  settings.partners[1].invite_detail = InviteDetail::time;  // by e-mail, whatever the server offers
  ASSERT_THAT(run()[0].content.invitees, SizeIs(1));
  EXPECT_EQ(run()[0].content.invitees[0].address, Address("sam@example.org"));
  // Who was invited before stays so: nothing is cancelled.
  PublicationRecord record{.calendar = "shared", .key = "slot/alignment/2026-W48"};
  record.base.invitees = {{.address = Address("alex@example.org"), .client_agent = true}};
  records = {record};
  EXPECT_THAT(run()[0].content.invitees, SizeIs(2));
  records = {};
  settings.shared[0].invite = InviteChannel::email;
  EXPECT_THAT(run()[0].content.invitees, SizeIs(2));
}

TEST_F(Wanted, nothingAboutAPartnerWhoPaused) {
  settings.routines.push_back(settings.routines.front());
  settings.routines.back().id = "learning";
  settings.routines.back().with = {PersonId("sam")};
  add_slot(0, "slot/alignment/2026-W48", at(11, 29, 19));
  add_slot(1, "slot/learning/2026-W48", at(11, 25, 10));
  home_bases = {
      {date(11, 26), PartnerIndex::second, {at(11, 26, 22), at(11, 27, 6)}, "home-base/sam/2026-11-26"}};
  EXPECT_THAT(keys(), SizeIs(3));
  paused = {PersonId("sam")};
  EXPECT_THAT(keys(), ElementsAre("slot/alignment/2026-W48"));
  const std::vector<Publication> left = run();
  for (const Invitee& invitee : left.front().content.invitees) {
    EXPECT_NE(invitee.address, Address("sam@example.org"));
  }
}

// Written reasoning: silent for longer than a day since Thu 19 Nov 08:00, the source is stale since Fri 20
// Nov and counts until Thu 3 Dec (forget_after 14d), both included; the one alarm is at 19:00 on the day
// before.
TEST_F(Wanted, ASilentSourceIsToldUntilItAnswers) {
  EXPECT_THAT(keys(), IsEmpty());
  silent = {{.name = {"alex", "work"},
             .last_success = at(11, 19, 8),
             .stale = at(11, 20, 8),
             .forgotten = at(12, 3, 8)}};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(1));
  const Publication& told = list.front();
  EXPECT_EQ(told.key, "silent/alex/work/2026-11-19");
  EXPECT_EQ(told.content.title, "No answer from alex/work");
  EXPECT_THAT(
      told.content.description,
      testing::StartsWith("alex/work has not answered since Thu 19 Nov: what is said about it may be out "
                          "of date. After Thu 3 Dec it is no longer counted.\n"));
  using namespace std::chrono;
  const auto day = [](unsigned month_number, unsigned day_number) {
    return Date(local_days(year(2026) / static_cast<int>(month_number) / static_cast<int>(day_number)));
  };
  EXPECT_EQ(std::get<DateSpan>(told.content.time), (DateSpan{day(11, 20), day(12, 4)}));
  EXPECT_TRUE(told.content.transparent);
  EXPECT_THAT(told.content.alarms, ElementsAre(AlarmTime(at(12, 2, 19))));
  now = at(11, 24, 9);
  EXPECT_EQ(run().front().content, told.content);  // nothing is written anew while it lasts
}

// What collides comes first: a silence stands where it leaves room.
TEST_F(Wanted, ASilenceCountsAmongTheFindings) {
  silent = {{.name = {"alex", "work"},
             .last_success = at(11, 19, 8),
             .stale = at(11, 20, 8),
             .forgotten = at(12, 3, 8)}};
  add_finding("uncovered", "uncovered/pick-up/2026-12-01", Severity::warning, {at(12, 1, 15), at(12, 1, 16)});
  settings.alerts.max_findings = 2;
  EXPECT_THAT(keys(), ElementsAre("uncovered/pick-up/2026-12-01", "silent/alex/work/2026-11-19"));
  settings.alerts.max_findings = 1;
  EXPECT_THAT(keys(), ElementsAre("uncovered/pick-up/2026-12-01"));
  settings.alerts.max_findings = 0;
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_F(Wanted, ASilenceThatSomebodyDeletedStaysDeleted) {
  silent = {{.name = {"alex", "work"},
             .last_success = at(11, 19, 8),
             .stale = at(11, 20, 8),
             .forgotten = at(12, 3, 8)}};
  records.push_back({.calendar = settings.shared.front().name,
                     .key = "silent/alex/work/2026-11-19",
                     .state = RecordState::deleted});
  EXPECT_THAT(keys(), IsEmpty());
  silent.front().last_success = at(11, 20, 9);  // it answered in between: another silence
  EXPECT_THAT(keys(), SizeIs(1));
}

TEST_F(Wanted, ASilenceIsNoMatterOfTheFamily) {
  add_family();
  settings.shared[1].publish.push_back(PublicationKind::findings);
  silent = {{.name = {"alex", "work"},
             .last_success = at(11, 19, 8),
             .stale = at(11, 20, 8),
             .forgotten = at(12, 3, 8)}};
  EXPECT_THAT(keys(1), IsEmpty());
}

// Written reasoning: refused since Sat 21 Nov, the copy counts until Thu 3 Dec; the alarm as for a silence.
TEST_F(Wanted, ARefusedPasswordIsToldWithItsCure) {
  now = at(11, 21, 12);
  credentials = {{.kind = CredentialTrouble::Kind::password_refused,
                  .name = {"alex", "work"},
                  .since = at(11, 21, 10),
                  .until = at(12, 3, 8)}};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list.front().key, "refused/alex/work/2026-11-21");
  EXPECT_EQ(list.front().content.title, "Password refused: alex/work");
  EXPECT_THAT(list.front().content.description, testing::HasSubstr("since Sat 21 Nov; it took it before"));
  EXPECT_THAT(list.front().content.description, testing::HasSubstr("after Thu 3 Dec"));
  EXPECT_TRUE(list.front().content.transparent);
  EXPECT_THAT(list.front().content.alarms, ElementsAre(AlarmTime(at(12, 2, 19))));
  const auto before = list.front().content;
  now = at(11, 24, 9);
  EXPECT_EQ(run().front().content, before);
}

TEST_F(Wanted, ASignInThatEndsIsToldAheadAndOnce) {
  credentials = {{.kind = CredentialTrouble::Kind::sign_in_ends,
                  .name = {"sam", "work"},
                  .since = at(11, 20, 8),
                  .until = at(11, 27, 8)}};
  const auto list = run();
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list.front().key, "sign-in-ends/sam/work/2026-11-27");
  EXPECT_EQ(list.front().content.title, "Sign in again: sam/work");
  EXPECT_THAT(list.front().content.description, testing::HasSubstr("ends on Fri 27 Nov"));
  EXPECT_THAT(list.front().content.description, testing::HasSubstr("evenkeel auth sam/work"));
  records.push_back({.calendar = settings.shared.front().name,
                     .key = "sign-in-ends/sam/work/2026-11-27",
                     .state = RecordState::deleted});
  EXPECT_THAT(keys(), IsEmpty());  // seen
  credentials.front().kind = CredentialTrouble::Kind::sign_in_ended;
  EXPECT_THAT(keys(), SizeIs(1));  // and now it is over: once more
}

TEST_F(Wanted, ACredentialIsNoMatterOfTheFamily) {
  add_family();
  settings.shared[1].publish.push_back(PublicationKind::findings);
  credentials = {{.kind = CredentialTrouble::Kind::sign_in_ended,
                  .name = {"sam", "work"},
                  .since = at(11, 20, 8),
                  .until = at(11, 27, 8)}};
  EXPECT_THAT(keys(1), IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
