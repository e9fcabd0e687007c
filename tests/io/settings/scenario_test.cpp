// Scenarios of `what-if` (CONTRACT section 2): what is read, and where what is wrong stands.
#include "io/settings/scenario.hpp"

#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

LoadedScenario scenario(const std::string& text) {
  static const LoadedSettings household = load(kLeast);
  return load_scenario_text(text, "s.toml", "/conf", household.settings, zones());
}

std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> lines;
  for (const SettingsProblem& problem : scenario(text).problems) lines.push_back(problem.str());
  return lines;
}

/// The only step, as a T.
template <typename T>
T only(const std::string& text) {
  const LoadedScenario loaded = scenario(text);
  EXPECT_TRUE(loaded.ok) << (loaded.problems.empty() ? "" : loaded.problems.front().str());
  EXPECT_EQ(loaded.scenario.steps.size(), 1U);
  return std::get<T>(loaded.scenario.steps.at(0).change);
}

Date date(int year, unsigned month, unsigned day) {
  return Date(
      std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
          .time_since_epoch());
}

TEST(Scenario, TheTitleIsTheFilesNameWhereNoneIsGiven) {
  EXPECT_EQ(scenario("title = \"New job\"\n").scenario.title, "New job");
  EXPECT_EQ(scenario("").scenario.title, "s");
}

TEST(Scenario, AddDescribesAnEvent) {
  const auto add = only<AddObjects>(
      "[[add]]\npartner = \"sam\"\nsummary = \"Fair\"\nstart = 2026-12-01\nend = 2026-12-03\n"
      "all_day = true\nrrule = \"FREQ=YEARLY\"\nkind = \"travel\"\npresence = \"away\"\n");
  EXPECT_EQ(add.partner, PersonId("sam"));
  EXPECT_EQ(add.kind, Kind::travel);
  EXPECT_EQ(add.presence, Presence::away);
  ASSERT_EQ(add.objects.size(), 1U);
  const Component& c = add.objects[0].components.at(0);
  EXPECT_EQ(std::get<Date>(*c.dtstart), date(2026, 12, 1));
  EXPECT_EQ(std::get<Date>(*c.dtend), date(2026, 12, 3)) << "the end does not belong to it";
  EXPECT_EQ(c.rrules, std::vector<std::string>{"FREQ=YEARLY"});
}

TEST(Scenario, AddNamesAFileBesideTheScenario) {
  const LoadedScenario loaded = scenario("[[add]]\npartner = \"alex\"\nics = \"job.ics\"\n");
  ASSERT_TRUE(loaded.ok);
  ASSERT_EQ(loaded.files.size(), 1U);
  EXPECT_EQ(loaded.files[0].path, "/conf/job.ics");
  EXPECT_EQ(loaded.files[0].step, 0U);
}

TEST(Scenario, RemoveByUidByWordsAndByATable) {
  EXPECT_EQ(only<RemoveUid>("[[remove]]\nuid = \"a@b\"\n").uid, Uid("a@b"));
  EXPECT_EQ(only<RemoveMatching>("[[remove]]\nmatch = \"^Jour\"\n").match.summary, "^Jour");
  const auto table = only<RemoveMatching>("[[remove]]\nmatch = { partner = \"sam\", all_day = true }\n");
  EXPECT_EQ(table.match.partner, "sam");
  EXPECT_EQ(table.match.all_day, true);
}

TEST(Scenario, MoveToOrByAndBackwards) {
  EXPECT_EQ(std::get<Seconds>(only<MoveUid>("[[move]]\nuid = \"a\"\nby = \"-1w\"\n").target), -Hours(168));
  const auto due = only<MoveDue>("[[move]]\ndeadline = \"report\"\nto = 2027-01-05\n");
  EXPECT_EQ(due.deadline, "report");
  EXPECT_EQ(std::get<Date>(std::get<Due>(due.target)), date(2027, 1, 5));
}

TEST(Scenario, SetAndCareer) {
  const auto set = only<SetPartner>(
      "[[set]]\npartner = \"alex\"\nworking_hours = { mon = \"08:00-12:00\" }\ntime_zone = "
      "\"Europe/Paris\"\n");
  ASSERT_TRUE(set.working_hours.has_value());
  EXPECT_EQ(set.working_hours->days[0], (DayRanges{{Hours(8), Hours(12)}}));
  ASSERT_NE(set.zone, nullptr);
  EXPECT_EQ(set.zone->name(), "Europe/Paris");
  const auto career = only<Career>("[[career]]\nfrom = 2027-02-01\nmodel = \"lead\"\nlead = \"sam\"\n");
  EXPECT_TRUE(career.lead_model);
  EXPECT_EQ(career.share_percent, 35);
}

TEST(Scenario, EverythingWrongIsSaidWithItsPlace) {
  EXPECT_THAT(problems("titel = \"x\"\n"
                       "[[add]]\npartner = \"alx\"\nstart = 2026-11-30\nend = 2026-11-30\n"
                       "[[move]]\nuid = \"a\"\nby = \"soon\"\n"
                       "[[remove]]\nuid = \"a\"\nmatch = \"b\"\n"),
              ElementsAre(HasSubstr("s.toml:1:1: titel: unknown key; did you mean \"title\"?"),
                          HasSubstr("s.toml:3:11: add.partner: \"alx\" is not known here"),
                          HasSubstr("s.toml:5:7: add.end: this is not after `start`"),
                          HasSubstr("s.toml:8:6: move.by: \"soon\" is no duration"),
                          HasSubstr("s.toml:11:9: remove.match: `uid` is given too")));
}

TEST(Scenario, WhatIsMissingIsSaid) {
  EXPECT_THAT(problems("[[add]]\npartner = \"alex\"\n"),
              ElementsAre(HasSubstr("add.start: missing; expected when it begins, or `ics`")));
  EXPECT_THAT(problems("[[add]]\npartner = \"alex\"\nstart = 2026-11-30T10:00:00\n"),
              ElementsAre(HasSubstr("add.end: missing")));
  EXPECT_THAT(problems("[[add]]\npartner = \"alex\"\nstart = 2026-11-30\nall_day = false\n"),
              ElementsAre(HasSubstr("add.all_day: `start` is a date")));
  EXPECT_THAT(problems("[[move]]\nuid = \"a\"\n"), ElementsAre(HasSubstr("expected `to` or `by`")));
  EXPECT_THAT(problems("[[set]]\npartner = \"alex\"\n"),
              ElementsAre(HasSubstr("`working_hours` or `time_zone`")));
  EXPECT_THAT(problems("[[remove\n"), ElementsAre(HasSubstr("s.toml:1:")));
}

}  // namespace
}  // namespace evenkeel::test
