// Every key of CONTRACT section 2, as it reaches the settings.
#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;
using test::load_with;
using test::said;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> ids(const std::vector<PersonId>& people) {
  std::vector<std::string> out;
  for (const PersonId& id : people) out.push_back(id.str());
  return out;
}

class Example : public testing::Test {
 protected:
  const LoadedSettings loaded_ = load_settings(EVENKEEL_EXAMPLE_CONFIG, test::zones());
  const Settings& s_ = loaded_.settings;
};

TEST_F(Example, LoadsWithoutAProblem) {
  EXPECT_THAT(said(loaded_), IsEmpty());
  EXPECT_TRUE(loaded_.ok);
}

TEST_F(Example, Household) {
  EXPECT_EQ(s_.household_id, "hazel-street");
  EXPECT_EQ(s_.household_name, "Alex & Sam");
  EXPECT_EQ(s_.zone->name(), "Europe/London");
  ASSERT_EQ(s_.pause.size(), 1U);
  EXPECT_EQ(s_.pause[0].calendar, "shared");
  EXPECT_EQ(s_.pause[0].match, "(?i)family holiday");
  EXPECT_EQ(s_.horizon, Days(182));
  ASSERT_EQ(s_.household_calendars.size(), 1U);
  EXPECT_EQ(s_.household_calendars[0].name.str(), "household/school");
  EXPECT_EQ(s_.household_calendars[0].poll, 10min);
}

TEST_F(Example, Partners) {
  const Partner& alex = s_.partners[0];
  EXPECT_EQ(alex.name, "Alex");
  EXPECT_EQ(alex.aliases, std::vector{Address("alex@work.example")});
  EXPECT_EQ(alex.zone, s_.zone);
  EXPECT_THAT(alex.working_hours.days[3], ElementsAre(DayRange{9h, 17h + 30min}));
  EXPECT_THAT(alex.working_hours.days[4], ElementsAre(DayRange{9h, 16h}));
  EXPECT_THAT(alex.working_hours.days[5], IsEmpty());
  ASSERT_EQ(alex.calendars.size(), 2U);
  EXPECT_EQ(alex.calendars[0].kind, SourceKind::caldav);
  EXPECT_EQ(alex.calendars[0].calendar, "Work");
  EXPECT_EQ(alex.calendars[0].poll, 15min);
  EXPECT_EQ(alex.calendars[0].disclose, Disclose::title);
  EXPECT_EQ(std::get<CredentialRef>(alex.calendars[0].password).name, "alex-work");
  EXPECT_TRUE(alex.calendars[0].work);
  EXPECT_FALSE(alex.calendars[1].work);
  EXPECT_EQ(s_.partners[1].disclose, Disclose::kind);
}

TEST_F(Example, Deadline) {
  ASSERT_EQ(s_.partners[0].deadlines.size(), 1U);
  const TomlDeadline& deadline = s_.partners[0].deadlines[0];
  EXPECT_EQ(deadline.id, "security-cert");
  EXPECT_EQ(std::get<Date>(deadline.due), Date(2027y / 3 / 1));
  EXPECT_EQ(std::get<Date>(*deadline.start), Date(2027y / 1 / 18));
  EXPECT_EQ(deadline.lead.length, Days(14));
  EXPECT_EQ(deadline.effort, 20h);
  EXPECT_EQ(deadline.progress, 10);
  EXPECT_EQ(deadline.alternatives.size(), 1U);
}

TEST_F(Example, SharedAndCoverage) {
  ASSERT_EQ(s_.shared.size(), 1U);
  EXPECT_EQ(s_.shared[0].connection.name.str(), "household/shared");
  EXPECT_EQ(s_.shared[0].organizer, Address("home@example.org"));
  EXPECT_EQ(s_.shared[0].publish.size(), 5U);
  ASSERT_EQ(s_.coverages.size(), 3U);
  const Coverage& drop_off = s_.coverages[0];
  EXPECT_EQ(drop_off.travel.at(PersonId("sam")), 10min);
  EXPECT_EQ(drop_off.default_travel, 0s);
  const Coverage& pick_up = s_.coverages[1];
  EXPECT_THAT(ids(pick_up.who), ElementsAre("alex", "sam", "gran"));
  EXPECT_EQ(pick_up.default_travel, 25min);
  EXPECT_EQ(pick_up.usual[0], PersonId("alex"));
  EXPECT_EQ(pick_up.usual[1], std::nullopt);
  EXPECT_EQ(pick_up.start, Date(2026y / 9 / 2));
  const Coverage& closing = s_.coverages[2];
  EXPECT_THAT(closing.time, ElementsAre(DayRange{8h, 12h + 30min}, DayRange{12h + 30min, 17h + 30min}));
  EXPECT_EQ(closing.attention, Attention::present);
  EXPECT_EQ(closing.start, Date(2024y / 1 / 1));
}

TEST_F(Example, RoutinesRulesCareer) {
  ASSERT_EQ(s_.routines.size(), 4U);
  EXPECT_EQ(s_.routines[0].every, Period::week);
  EXPECT_EQ(s_.routines[1].every, Period::rrule);
  EXPECT_EQ(s_.routines[1].rrule, "FREQ=MONTHLY;BYDAY=-1FR");
  EXPECT_EQ(s_.routines[2].duration, 90min);
  EXPECT_EQ(s_.routines[3].windows, s_.partners[0].working_hours);
  EXPECT_FALSE(s_.routines[3].protected_);
  EXPECT_EQ(s_.routines[3].prefer.has_value(), false);
  ASSERT_EQ(s_.rules.size(), 2U);
  EXPECT_EQ(s_.rules[0].kind, Kind::deadline);
  EXPECT_EQ(s_.rules[0].effort, 12h);
  EXPECT_EQ(s_.rules[0].match.calendar, "work");
  EXPECT_EQ(s_.rules[1].match.min_duration, 24h);
  ASSERT_EQ(s_.careers.size(), 1U);
  EXPECT_TRUE(s_.careers[0].lead_model);
  EXPECT_EQ(s_.careers[0].share_percent, 35);
}

TEST_F(Example, Messages) {
  EXPECT_EQ(s_.alerts.quiet, (DayRange{21h, 31h}));
  ASSERT_TRUE(s_.mail.has_value());
  EXPECT_EQ(s_.mail->from, "Household <home@example.org>");
  ASSERT_EQ(s_.notify.size(), 1U);
  EXPECT_EQ(s_.notify[0].digest_weekday, 6);
  EXPECT_EQ(s_.notify[0].digest_time, 18h);
  ASSERT_EQ(s_.opportunities.size(), 1U);
  EXPECT_EQ(s_.opportunities[0].name.str(), "opportunities/courses");
  ASSERT_EQ(s_.pilots.size(), 1U);
  EXPECT_EQ(s_.pilots[0].to, Date(2027y / 3 / 26));
}

TEST(Loading, SharedAsASingleTableIsTheSame) {
  const std::string keys = "kind = \"vdir\"\nurl = \"out\"\n";
  const std::string head = "[household]\nid = \"h\"\ntime_zone = \"UTC\"\n" + test::kPartners;
  const auto single = test::load(head + "[shared]\n" + keys);
  const auto listed = test::load(head + "[[shared]]\n" + keys);
  for (const auto* loaded : {&single, &listed}) {
    ASSERT_THAT(said(*loaded), IsEmpty());
    ASSERT_EQ(loaded->settings.shared.size(), 1U);
    EXPECT_EQ(loaded->settings.shared[0].name, "shared");
    EXPECT_EQ(loaded->settings.shared[0].connection.url, "/conf/out");
  }
}

TEST(Loading, MatchesMayBeListsAndPeopleAreInConfigurationOrder) {
  const auto loaded = load_with(R"(
[[household.calendar]]
name = "school"
url = "school.ics"
[[helper]]
id = "gran"
available = { mon-sun = "00:00-24:00" }
[[coverage]]
id = "closed"
time = "20:00-07:00"
on = [{ calendar = "school", match = "a" }, { calendar = "school", match = "b" }]
except = []
who = ["gran", "sam"]
usual = { "sat,sun" = "gran" }
)");
  ASSERT_THAT(said(loaded), IsEmpty());
  const Coverage& coverage = loaded.settings.coverages.at(0);
  EXPECT_EQ(coverage.on.size(), 2U);
  EXPECT_THAT(ids(coverage.who), ElementsAre("sam", "gran"));
  EXPECT_THAT(coverage.time, ElementsAre(DayRange{20h, 31h}));
  EXPECT_EQ(coverage.usual[6], PersonId("gran"));
  EXPECT_EQ(loaded.settings.household_calendars[0].kind, SourceKind::ics);
  EXPECT_EQ(loaded.settings.household_calendars[0].url, "/conf/school.ics");
}

TEST(Loading, DeadlinesTakeEveryKindOfDate) {
  const auto loaded = test::load(
      "[household]\ntime_zone = \"Europe/London\"\n[[partner]]\nid = \"a\"\nemail = \"a@x.y\"\n"
      "[[partner.deadline]]\ntitle = \"Q4: Board pack!\"\ndue = 2027-03-01T17:00:00+02:00\nstart = "
      "2027-01-01T09:30:00\n"
      "[[partner]]\nid = \"b\"\nemail = \"b@x.y\"\n");
  ASSERT_THAT(said(loaded), IsEmpty());
  const TomlDeadline& deadline = loaded.settings.partners[0].deadlines.at(0);
  EXPECT_EQ(deadline.id, "q4-board-pack");
  EXPECT_EQ(std::get<Instant>(deadline.due), Instant(std::chrono::sys_days(2027y / 3 / 1)) + 15h);
  EXPECT_EQ(std::get<LocalTime>(*deadline.start), LocalTime(Date(2027y / 1 / 1)) + 9h + 30min);
}

}  // namespace
}  // namespace evenkeel
