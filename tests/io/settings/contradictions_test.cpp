// What can't work is an error; what may be a slip is a warning.
#include "io/settings/complaints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::expect_error;
using test::expect_nothing;
using test::expect_warning;
using test::load_with;
using test::said;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A partner's calendar, and a shared one; the least household ends with Sam's table.
std::string read_and_shared(const std::string& read, const std::string& shared) {
  return "[[partner.calendar]]\nname = \"work\"\n" + read + "[shared]\n" + shared;
}

LoadedSettings with_id(const std::string& more) {
  return test::load("[household]\nid = \"hazel-street\"\ntime_zone = \"Europe/London\"\n" + test::kPartners +
                    more);
}

TEST(Contradictions, ASharedCalendarThatIsReadAsAPersonsToo) {
  const std::string account = "user = \"u\"\n";
  const std::vector<std::pair<std::string, std::string>> same{
      {"url = \"/v/work\"\n", "url = \"/v/work/\"\n"},
      {"url = \"../v/work\"\n", "url = \"file:///v/work\"\n"},
      {"url = \"https://Cal.example.org:443/c/\"\n" + account,
       "url = \"https://cal.example.org/%63\"\n" + account},
      // A CalDAV collection read as a feed.
      {"kind = \"ics\"\nurl = \"webcal://cal.example.org/c/\"\n",
       "url = \"https://cal.example.org/c/\"\n" + account}};
  for (const auto& [read, shared] : same) {
    const auto loaded = with_id(read_and_shared(read, shared));
    EXPECT_THAT(said(loaded), Contains(HasSubstr("shared.url: evenkeel writes here, and this is the calendar "
                                                 "sam/work too")))
        << read << shared;
    EXPECT_FALSE(loaded.ok);
  }
  const std::vector<std::pair<std::string, std::string>> different{
      {"url = \"/v/work\"\n", "url = \"/v/work-2\"\n"},
      {"url = \"https://cal.example.org/\"\n" + account,
       "url = \"https://cal.example.org/\"\nuser = \"v\"\n"},
      {"calendar = \"Work\"\nurl = \"https://cal.example.org/\"\n" + account,
       "calendar = \"Shared\"\nurl = \"https://cal.example.org/\"\n" + account}};
  for (const auto& [read, shared] : different) {
    EXPECT_THAT(said(with_id(read_and_shared(read, shared))), IsEmpty()) << read << shared;
  }
}

TEST(Contradictions, TwoSharedCalendarsInOnePlace) {
  const std::string two =
      "[[shared]]\nname = \"a\"\nurl = \"/v/s\"\n[[shared]]\nname = \"b\"\nurl = \"/v/s\"\n";
  EXPECT_THAT(said(with_id(two)), ElementsAre(HasSubstr("this is the calendar household/a too")));
  const std::string feed =
      "[shared]\nurl = \"/v/s\"\n[opportunities]\ncalendar = [{ kind = \"vdir\", url = \"/v/s\" }]\n";
  EXPECT_THAT(said(with_id(feed)), ElementsAre(HasSubstr("evenkeel writes to household/shared")));
}

TEST(Contradictions, HoursThatMayBeASlip) {
  const std::string hours = "working_hours = { ";
  expect_warning(hours + "mon = \"09:00-12:30, 12:00-17:00\" }\n",
                 "partner.working_hours: two of these ranges overlap");
  // Monday's night goes on until Tuesday, 07:00.
  expect_warning(hours + "mon = \"20:00-07:00\", tue = \"06:00-12:00\" }\n",
                 "partner.working_hours: two of these ranges overlap");
  expect_nothing(hours + "mon = \"20:00-07:00\", tue = \"07:00-12:00\" }\n");
  expect_warning(hours + "mon = \"17:00-09:00\" }\n",
                 "partner.working_hours: more than 14 hours without a break");
  expect_nothing(hours + "mon = \"20:00-10:00\" }\n");
  expect_warning("[[helper]]\nid = \"gran\"\navailable = { sun = \"20:00-07:00\", mon = \"06:00-07:00\" }\n",
                 "helper.available: two of these ranges overlap");
  expect_nothing("[[helper]]\nid = \"gran\"\navailable = { mon-sun = \"00:00-24:00\" }\n");
}

TEST(Contradictions, ADeadlineOfAnotherAge) {
  expect_warning("[[partner.deadline]]\ntitle = \"d\"\ndue = 0001-01-01\n",
                 "partner.deadline.due: this is long over");
  expect_nothing("[[partner.deadline]]\ntitle = \"d\"\ndue = 2020-01-01\n");
}

TEST(Contradictions, ARoutineThatFitsNowhere) {
  expect_error("[[routine]]\nid = \"r\"\nduration = \"2h\"\nwindows = { mon = \"20:00-21:30\" }\n",
               "routine.duration: longer than each of its windows");
  expect_nothing("[[routine]]\nid = \"r\"\nduration = \"90m\"\nwindows = { mon = \"20:00-21:30\" }\n");
  expect_error("[[routine]]\nid = \"r\"\nwindows = {}\n", "routine.windows: there is none");
  expect_error("[[routine]]\nid = \"r\"\nrrule = \"FREQ=MONTHLY;BYDAY=-1FR\"\n", "on no weekday of `rrule`");
  expect_nothing("[[routine]]\nid = \"r\"\nrrule = \"FREQ=MONTHLY;BYDAY=-1FR,1SU\"\n");
  // 2024-01-01, from which a rule without days counts, is a Monday.
  expect_error("[[routine]]\nid = \"r\"\nrrule = \"FREQ=WEEKLY\"\nwindows = { tue = \"20:00-21:00\" }\n",
               "on no weekday of `rrule`");
  expect_error("[[routine]]\nid = \"r\"\nrrule = \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\"\n",
               "routine.rrule: this rule yields no date");
  // Slots begin on the quarter hour: from 20:15 on there are 25 minutes.
  expect_error("[[routine]]\nid = \"r\"\nduration = \"30m\"\nwindows = { mon = \"20:05-20:40\" }\n",
               "a slot begins on the quarter hour");
  expect_nothing("[[routine]]\nid = \"r\"\nduration = \"30m\"\nwindows = { mon = \"20:05-20:45\" }\n");
  expect_warning("[[routine]]\nid = \"r\"\nprefer = \"fri 19:00\"\n",
                 "routine.prefer: on this weekday there is no window");
}

TEST(Contradictions, AProtectedWindowOverAllOfARoutine) {
  const std::string routine =
      "[[routine]]\nid = \"r\"\nduration = \"1h\"\nwindows = { fri = \"13:00-16:00\" }\n";
  const auto protect = [](const std::string& time) {
    return "[[protect]]\nid = \"p" + std::to_string(time.size()) + "\"\ntime = { fri = \"" + time + "\" }\n";
  };
  expect_warning(routine + protect("13:00-17:00"),
                 "protect.time: it leaves no room in the windows of the routine \"r\"");
  // 13:00-14:00 is left; two of them leave 13:00-13:59 alone.
  expect_nothing(routine + protect("14:00-17:00"));
  expect_warning(routine + protect("14:00-17:00") + protect("13:59-14:00, 18:00-19:00"),
                 "protect.time: it leaves no room in the windows of the routine \"r\"");
}

TEST(Contradictions, DeadlinesOutOfOrder) {
  const std::string deadline = "[[partner.deadline]]\ntitle = \"d\"\ndue = 2027-03-01\nstart = 2027-02-01\n";
  expect_nothing(deadline + "alternatives = [2027-04-01]\n");
  expect_error(deadline + "alternatives = [2027-01-15]\n", "one of them is not after `start`");
  expect_warning(deadline + "alternatives = [2027-02-15]\n",
                 "partner.deadline.alternatives: one of them is before `due`");
  expect_error("[[partner.deadline]]\ntitle = \"d\"\ndue = 2027-03-01\nstart = 2027-03-02\n",
               "this is not before `due`");
  // A date means the end of that working day, so a start in its morning is before it.
  expect_nothing("[[partner.deadline]]\ntitle = \"d\"\ndue = 2027-03-01\nstart = 2027-03-01T09:00:00\n");
  expect_error(deadline + "[[partner.deadline]]\nid = \"d\"\ntitle = \"e\"\ndue = 2027-03-01\n",
               "\"d\" is the id of another one too");
  expect_error(deadline + "[[partner.deadline]]\ntitle = \"D!\"\ndue = 2027-03-01\n",
               "partner.deadline.title: \"d\" is the id of another one too; give one of them an `id`");
}

TEST(Contradictions, IdsOfRoutinesAndProtectsAreOneNamespace) {
  expect_error("[[routine]]\nid = \"x\"\n[[protect]]\nid = \"x\"\ntime = { fri = \"13:00-17:00\" }\n",
               "protect.id: \"x\" is the id of another one too");
}

TEST(Contradictions, CareersWithoutEffect) {
  expect_warning("[[career]]\nfrom = 2027-01-01\nlead = \"sam\"\n", "career.lead: without model = \"lead\"");
  expect_error("[[career]]\nfrom = 2027-01-01\n[[career]]\nfrom = 2027-01-01\n",
               "another [[career]] begins on this date");
}

TEST(Contradictions, RulesThatSayNothing) {
  expect_warning("[[rule]]\nset = { ignore = true }\n", "rule.match: no condition");
  expect_warning("[[rule]]\nmatch = { all_day = true }\n", "rule.set: nothing is set");
}

TEST(Contradictions, PeopleWhoCantBeToldApart) {
  expect_error("aliases = [\"ALEX@example.org\"]\n",
               "e.toml:8:9: partner.email: both partners have one address");
  expect_warning("name = \"alex\"\n", "name: several people are called \"alex\"");
}

TEST(Contradictions, MailWithoutMail) {
  expect_warning("[[notify]]\n", "notify.kind: no e-mail leaves without a [mail] section");
}

TEST(Contradictions, APasswordInTheClear) {
  const auto source = [](const std::string& url) {
    return "[[partner.calendar]]\nuser = \"u\"\nurl = \"" + url + "\"\n";
  };
  expect_warning(source("http://cal.example/"),
                 "partner.calendar.url: a password goes there by Digest or not at all");
  expect_nothing(source("http://127.0.0.1:5232/"));
  expect_nothing(source("https://cal.example/"));
}

TEST(Contradictions, AnOrganizerWhoIsInvitedToo) {
  const auto shared = [](const std::string& organizer) {
    return "[[helper]]\nid = \"gran\"\nemail = \"gran@example.org\"\navailable = { tue = \"14:00-19:00\" }\n"
           "[[shared]]\nkind = \"vdir\"\nurl = \"shared\"\norganizer = \"" +
           organizer + "\"\n";
  };
  const auto load = [&](const std::string& organizer) {
    return said(test::load("[household]\nid = \"hazel-street\"\ntime_zone = \"Europe/London\"\n" +
                           test::kPartners + shared(organizer)));
  };
  const std::string warning =
      "e.toml:17:13: warning: shared.organizer: this is the address of one who is invited";
  EXPECT_THAT(load("alex@example.org"), ElementsAre(HasSubstr(warning)));
  EXPECT_THAT(load("SAM@example.net"), ElementsAre(HasSubstr(warning)));
  EXPECT_THAT(load("gran@example.org"), ElementsAre(HasSubstr(warning)));
  EXPECT_THAT(load("home@example.org"), IsEmpty());
}

TEST(Contradictions, OAuthThatNobodyCanAnswer) {
  const auto source = [](const std::string& oauth, const std::string& url = "https://cal.example/") {
    return "[[partner.calendar]]\nurl = \"" + url + "\"\noauth = { client_id = \"c\", " + oauth + " }\n";
  };
  const std::string home = R"(authorize_url = "http://127.0.0.1:1/a", token_url = "https://a.example/token")";
  expect_nothing(source(R"(provider = "google")"));
  expect_nothing(source(home));
  expect_nothing(source(R"(provider = "ours", )" + home));
  expect_error(source(R"(provider = "gogle")"), "this provider is not known here; expected \"google\"");
  expect_error(source(R"(token_url = "https://a.example/token")"), "nobody to ask");
  expect_error(source(R"(provider = "google", token_url = "http://a.example/token")"),
               "nobody can be asked there");
  expect_error(source(R"(provider = "google", token_url = "https://u:p@a.example/token")"),
               "nobody can be asked there");
  expect_error(source(R"(provider = "google")", "http://cal.example/"), "a token goes nowhere without TLS");
}

TEST(Contradictions, SomebodyNamedTwice) {
  expect_warning("[[protect]]\nid = \"p\"\nwho = [\"sam\", \"sam\"]\ntime = { fri = \"13:00-14:00\" }\n",
                 "protect.who: somebody is named twice");
  expect_warning("[[routine]]\nid = \"r\"\nwith = [\"alex\", \"sam\", \"alex\"]\n",
                 "routine.with: somebody is named twice");
  expect_warning("[[routine]]\nid = \"r\"\nwith = [\"alex\", \"alex\"]\n",
                 "routine.with: somebody is named twice");
}

// "at least 6 of the last 8 weeks", of which no more is known than the history holds.
TEST(Contradictions, AnAgendaThatLooksBackFurtherThanTheHistory) {
  const auto with_history = [](const std::string& history) {
    return said(test::load("[household]\ntime_zone = \"Europe/London\"\nhistory = \"" + history + "\"\n" +
                           test::kPartners + "[[routine]]\nid = \"r\"\nagenda = [\"alignment\"]\n"));
  };
  EXPECT_THAT(with_history("8w"), IsEmpty());
  EXPECT_THAT(with_history("7w"),
              ElementsAre(HasSubstr("warning: routine.agenda: \"alignment\" looks back 8 weeks")));
}

}  // namespace
}  // namespace evenkeel
