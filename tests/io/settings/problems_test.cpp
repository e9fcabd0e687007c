// What is wrong is said all at once, each with its place and what is expected.
#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::load_with;
using test::said;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Problems, AllAtOnceInTheOrderOfTheFile) {
  const auto loaded = test::load(
      "[household]\n"                    // 1
      "tiem_zone = \"Europe/London\"\n"  // 2
      "[[partner]]\n"                    // 3
      "id = \"Alex\"\n"                  // 4
      "email = \"nobody\"\n"             // 5
      "  [[partner.calendar]]\n"         // 6
      "  url = \"https://h/\"\n"         // 7
      "  poll = \"soon\"\n"              // 8
      "  wrok = true\n"                  // 9
      "[[partner]]\n"                    // 10
      "id = \"sam\"\n"                   // 11
      "[alerts]\n"                       // 12
      "mute = [\"crunsh\"]\n");          // 13
  EXPECT_FALSE(loaded.ok);
  EXPECT_THAT(
      said(loaded),
      ElementsAre("e.toml:1:1: household.time_zone: missing; expected an IANA name like \"Europe/London\"",
                  "e.toml:2:1: household.tiem_zone: unknown key; did you mean \"time_zone\"?",
                  "e.toml:4:6: partner.id: \"Alex\" is no id; expected a-z, 0-9 and - only",
                  "e.toml:5:9: partner.email: \"nobody\" is no e-mail address; expected name@example.org",
                  "e.toml:8:10: partner.calendar.poll: \"soon\" is no duration; expected one like \"15m\", "
                  "\"2h\", \"3d\", \"26w\" or \"1h30m\"",
                  "e.toml:9:3: partner.calendar.wrok: unknown key; did you mean \"work\"?",
                  "e.toml:10:1: partner.email: missing; expected the address where invitations go",
                  AllOf(StartsWith("e.toml:13:9: alerts.mute: \"crunsh\" is not known here; expected"),
                        HasSubstr("did you mean \"crunch\"?"))));
}

struct Case {
  const char* more;     // from line 9 on
  const char* problem;  // what the only problem begins with
};

class OneProblem : public testing::TestWithParam<Case> {};

TEST_P(OneProblem, IsSaidWithItsPlace) {
  const auto loaded = load_with(GetParam().more);
  EXPECT_THAT(said(loaded), ElementsAre(StartsWith(GetParam().problem)));
  EXPECT_FALSE(loaded.ok);
}

INSTANTIATE_TEST_SUITE_P(
    Sections, OneProblem,
    testing::Values(
        Case{"[coverge]\n", "e.toml:9:2: coverge: unknown key; did you mean \"coverage\"?"},
        Case{"[pilot]\n", "e.toml:9:1: pilot: this is a table; expected [[pilot]]"},
        Case{"[[alerts]]\n", "e.toml:9:1: alerts: this is a list; expected a table"},
        Case{"[[partner]]\nid = \"x\"\nemail = \"x@y.z\"\n",
             "e.toml:9:1: [[partner]] stands here 3 times; expected exactly two"},
        Case{"time_zone = \"Europe/Londn\"\n",
             "e.toml:9:13: partner.time_zone: \"Europe/Londn\" is no known time zone"},
        Case{"working_hours = { mon-fri = \"09:00-17:00\", wed = \"09:00-12:00\" }\n",
             "e.toml:9:44: partner.working_hours: wed is named twice"},
        Case{"working_hours = { monday = \"09:00-17:00\" }\n",
             "e.toml:9:19: partner.working_hours: \"monday\" is no weekday"},
        Case{"working_hours = { mon = \"9-17\" }\n",
             "e.toml:9:25: partner.working_hours: \"9-17\" is no range of times"},
        Case{"working_hours = \"09:00-17:00\"\n",
             "e.toml:9:17: partner.working_hours: this is a string; expected a table"},
        Case{"disclose = \"titel\"\n",
             "e.toml:9:12: partner.disclose: \"titel\" is not known here; expected \"busy\", \"kind\", "
             "\"title\" or \"full\"; did you mean \"title\"?"},
        Case{"fixed_hours = 1\n",
             "e.toml:9:15: partner.fixed_hours: this is a whole number; expected true or false"},
        Case{"aliases = [\"a@b.c\", 7]\n",
             "e.toml:9:21: partner.aliases: this is a whole number; expected a string"},
        Case{"[[helper]]\nid = \"sam\"\navailable = { mon = \"09:00-10:00\" }\n",
             "e.toml:10:6: helper.id: \"sam\" is the id of somebody else too"},
        Case{"[[helper]]\nid = \"both\"\navailable = { mon = \"09:00-10:00\" }\n",
             "e.toml:10:6: helper.id: \"both\" is reserved"},
        Case{"[[helper]]\nid = \"gran\"\n", "e.toml:9:1: helper.available: missing"},
        Case{"[[shared]]\nurl = \"d\"\n", "e.toml:9:1: household.id is missing"},
        Case{"[[routine]]\nid = \"r\"\nwith = [\"alxe\"]\n",
             "e.toml:11:9: routine.with: \"alxe\" is not known here; expected \"alex\" or \"sam\"; did you "
             "mean \"alex\"?"},
        Case{"[[routine]]\nid = \"r\"\nagenda = [\"winz\"]\n",
             "e.toml:11:11: routine.agenda: \"winz\" is not known here"},
        Case{"[[routine]]\nid = \"r\"\nevery = \"week\"\nrrule = \"FREQ=WEEKLY\"\n",
             "e.toml:12:9: routine.rrule: `every` is given too"},
        Case{"[[routine]]\nid = \"r\"\nrrule = \"FREQ=HOURLY\"\n",
             "e.toml:11:9: routine.rrule: this rule is of times"},
        Case{"[[routine]]\nid = \"r\"\nrrule = \"FREQ=FORTNIGHTLY\"\n",
             "e.toml:11:9: routine.rrule: this is no RRULE: "},
        Case{"[[routine]]\nid = \"r\"\nprefer = \"sonntag\"\n",
             "e.toml:11:10: routine.prefer: \"sonntag\" is no time of a week"},
        Case{"[[coverage]]\nid = \"c\"\ntime = \"09:00-10:00\"\non = { calendar = \"school\" }\n",
             "e.toml:12:19: coverage.on.calendar: \"school\" does not exist"},
        Case{"[[coverage]]\nid = \"c\"\nrrule = \"FREQ=DAILY\"\n", "e.toml:9:1: coverage.time: missing"},
        Case{"[[coverage]]\nid = \"c\"\ntime = \"09:00-10:00\"\n",
             "e.toml:9:1: coverage.rrule: missing; it has no dates"},
        Case{"[[coverage]]\ntime = \"09:00-10:00\"\nrrule = \"FREQ=DAILY\"\n",
             "e.toml:9:1: coverage.id: missing; expected `id` or `title`"},
        Case{"[[coverage]]\nid = \"c\"\ntime = \"09:00-10:00\"\nrrule = \"FREQ=DAILY\"\npoints = 100\n",
             "e.toml:13:10: coverage.points: 100 is out of range"},
        Case{"[[coverage]]\nid = \"c\"\ntime = \"09:00-10:00\"\nrrule = \"FREQ=DAILY\"\ntravel = { gran = "
             "\"5m\" }\n",
             "e.toml:13:12: coverage.travel: \"gran\" is not known here"},
        Case{
            "[[coverage]]\nid = \"c\"\ntime = \"09:00-10:00\"\nrrule = \"FREQ=DAILY\"\nstart = "
            "\"2026-09-02\"\n",
            "e.toml:13:9: coverage.start: this is a string; expected a date like 2027-03-01, without quotes"},
        Case{"[[rule]]\nmatch = { summary = '(?i)a(b' }\nset = { ignore = true }\n",
             "e.toml:10:21: rule.match.summary: \"(?i)a(b\" is no regular expression: missing closing "
             "parenthesis at character 8"},
        Case{"[[rule]]\nmatch = { partner = \"gran\" }\nset = { ignore = true }\n",
             "e.toml:10:21: rule.match.partner: \"gran\" is not known here"},
        Case{"[[rule]]\nmatch = { all_day = true }\nset = { kind = \"remote_day\" }\n",
             "e.toml:11:16: rule.set.kind: \"remote_day\" is not known here"},
        Case{"[[career]]\nfrom = 2027-01-01\nmodel = \"lead\"\n", "e.toml:9:1: career.lead: missing"},
        Case{"[[career]]\nfrom = 2027-01-01\nmodel = \"lead\"\nlead = \"sam\"\nshare = 35\n",
             "e.toml:13:9: career.share: this share is out of range"},
        Case{"[[career]]\nfrom = 2027-01-01\nmodel = \"lead\"\nlead = \"sam\"\nshare = 0.355\n",
             "e.toml:13:9: career.share: this is no whole percent"},
        Case{"[[notify]]\nkind = \"ntfy\"\n", "e.toml:9:1: notify.url: missing"},
        Case{"[[pilot]]\ntitle = \"t\"\npartner = \"sam\"\nfrom = 2027-02-01\nto = 2027-01-01\n",
             "e.toml:13:6: pilot.to: this is before `from`"},
        Case{"[web]\nlisten = \"here\"\n", "e.toml:10:10: web.listen: \"here\" is nothing to listen on"},
        Case{"[web]\nlisten = \"home.example:8737\"\n",
             "e.toml:10:10: web.listen: \"home.example:8737\" is nothing to listen on"},
        Case{"[mail]\nsmtp = \"https://h\"\nfrom = \"a@b.c\"\n",
             "e.toml:10:8: mail.smtp: this URL can't be used"}));

INSTANTIATE_TEST_SUITE_P(
    Sources, OneProblem,
    testing::Values(
        Case{"[[partner.calendar]]\nurl = \"d\"\nkind = \"outlook\"\n",
             "e.toml:11:8: partner.calendar.kind: \"outlook\" is not known here"},
        Case{"[[partner.calendar]]\nkind = \"vdir\"\n", "e.toml:9:1: partner.calendar.url: missing"},
        Case{"[[partner.calendar]]\nurl = \"ftp://h/x\"\n", "e.toml:10:7: partner.calendar.url: "},
        Case{"[[partner.calendar]]\nurl = \"d\"\nkind = \"caldav\"\n",
             "e.toml:10:7: partner.calendar.url: a CalDAV calendar is not there"},
        Case{"[[partner.calendar]]\nurl = \"https://u:p@h/\"\n",
             "e.toml:10:7: partner.calendar.url: a user stands in this URL"},
        Case{"[[partner.calendar]]\nurl = \"https://h/\"\nuser = \"u\"\npassword = \"hunter2\"\n",
             "e.toml:12:12: partner.calendar.password: secrets do not stand in this file"},
        Case{"[[partner.calendar]]\nurl = \"https://h/\"\nuser = \"u\"\npassword = { file = \"a\", "
             "credential = \"b\" }\n",
             "e.toml:12:12: partner.calendar.password: expected exactly one of"},
        Case{"[[partner.calendar]]\nurl = \"https://h/\"\nuser = \"u\"\npassword = { command = [] }\n",
             "e.toml:12:12: partner.calendar.password: this command is empty"},
        Case{"[[partner.calendar]]\nname = \"a\"\nurl = \"d\"\n[[partner.calendar]]\nname = \"a\"\nurl = "
             "\"e\"\n",
             "e.toml:13:8: partner.calendar.name: another calendar of sam is called \"a\" too"},
        Case{"[[partner.calendar]]\nurl = \"d\"\nfrom = 2027-01-02\nuntil = 2027-01-01\n",
             "e.toml:12:9: partner.calendar.until: this is before `from`"},
        Case{"[[household.calendar]]\nurl = \"d\"\nwork = true\n",
             "e.toml:11:1: household.calendar.work: unknown key"}));

TEST(Problems, ASecretInThePlaceOfItsNameIsNotRepeated) {
  const std::string source = "[[partner.calendar]]\nurl = \"https://h/\"\nuser = \"u\"\n";
  for (const std::string& wrong :
       {source + "password = \"hunter2\"\n", source + "password = { hunter2 = 1 }\n",
        source + "poll = \"https://h/hunter2\"\n", std::string("time_zone = \"https://h/hunter2\"\n"),
        std::string("working_hours = { mon = \"https://h/hunter2\" }\n"),
        std::string("[[notify]]\nkind = \"https://ntfy.example/hunter2\"\n")}) {
    const auto loaded = load_with(wrong);
    for (const std::string& line : said(loaded)) EXPECT_THAT(line, Not(HasSubstr("hunter2"))) << wrong;
    EXPECT_FALSE(loaded.ok) << wrong;
  }
  EXPECT_THAT(said(load_with(source + "password = { hunter2 = 1 }\n")),
              Contains(StartsWith("e.toml:12:14: partner.calendar.password: unknown key; did you mean ")));
}

TEST(Problems, SyntaxHasItsPlace) {
  const auto loaded = test::load("[household]\ntime_zone = Europe\n");
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_FALSE(loaded.ok);
  EXPECT_EQ(loaded.problems[0].line, 2);
  EXPECT_GE(loaded.problems[0].column, 13);
  EXPECT_THAT(loaded.problems[0].text, Not(IsEmpty()));
}

TEST(Problems, AFileThatIsNotThereIsNamed) {
  const auto loaded = load_settings("/nowhere/evenkeel.toml", test::zones());
  EXPECT_FALSE(loaded.ok);
  EXPECT_THAT(said(loaded), ElementsAre("/nowhere/evenkeel.toml: can't be read: No such file or directory"));
  EXPECT_THAT(said(load_settings("/", test::zones())), ElementsAre("/: a directory; expected a file"));
}

TEST(Problems, NoHouseholdAtAll) {
  const auto loaded = test::load("");
  EXPECT_FALSE(loaded.ok);
  EXPECT_THAT(said(loaded),
              ElementsAre(HasSubstr("household.time_zone: missing"), HasSubstr("expected exactly two")));
}

TEST(Problems, AURLAtTheWrongKeyIsNotRepeated) {
  for (const char* wrong :
       {"[[notify]]\nkind = \"https://ntfy.sh/topic-7f3a\"\nurl = \"https://ntfy.sh/x\"\n",
        "[[partner.calendar]]\nname = \"https://cal.example/topic-7f3a\"\nurl = \"/v\"\n",
        "[[partner.calendar]]\npoll = \"https://cal.example/topic-7f3a\"\nurl = \"/v\"\n"}) {
    const auto lines = said(load_with(wrong));
    ASSERT_FALSE(lines.empty()) << wrong;
    for (const std::string& line : lines) EXPECT_EQ(line.find("7f3a"), std::string::npos) << line;
    EXPECT_NE(lines.front().find("this URL is"), std::string::npos) << lines.front();
  }
}

}  // namespace
}  // namespace evenkeel
