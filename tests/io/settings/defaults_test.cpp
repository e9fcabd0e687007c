// Defaults of CONTRACT section 2, with the least that a household must say.
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

TEST(Defaults, OfTheLeastHousehold) {
  const auto loaded = test::load(test::kLeast);
  ASSERT_THAT(said(loaded), IsEmpty());
  EXPECT_TRUE(loaded.ok);
  const Settings& s = loaded.settings;
  EXPECT_EQ(s.horizon, Days(26 * 7));
  EXPECT_EQ(s.history, Days(13 * 7));
  EXPECT_EQ(s.poll, 10min);
  EXPECT_EQ(s.household_name, "alex & sam");
  EXPECT_TRUE(s.shared.empty());
  EXPECT_FALSE(s.mail.has_value());
  const Partner& alex = s.partners[0];
  EXPECT_EQ(alex.email, Address("alex@example.org"));
  EXPECT_EQ(alex.zone, s.zone);
  for (std::size_t day = 0; day < 5; ++day)
    EXPECT_THAT(alex.working_hours.days.at(day), ElementsAre(DayRange{9h, 17h}));
  EXPECT_THAT(alex.working_hours.days[5], IsEmpty());
  EXPECT_EQ(alex.after_hours_allowance, 3h);
  EXPECT_FALSE(alex.fixed_hours);
  EXPECT_EQ(alex.disclose, Disclose::busy);
  EXPECT_EQ(alex.invite_detail, InviteDetail::automatic);
  EXPECT_EQ(s.alerts.notice, 24h);
  EXPECT_EQ(s.alerts.crunch_load, 0.7);
  EXPECT_EQ(s.alerts.min_severity, "warning");
  EXPECT_EQ(s.alerts.max_findings, 5);
  EXPECT_EQ(s.alerts.quiet, (DayRange{21h, 31h}));
  EXPECT_EQ(s.alerts.per_day, 2);
}

TEST(Defaults, OfSources) {
  const auto loaded =
      test::load("[household]\npoll = \"20m\"\ntime_zone = \"UTC\"\n" + test::kPartners +
                 "[[partner.calendar]]\nurl = \"https://h/\"\n[[partner.calendar]]\nurl = \"d\"\n"
                 "[[household.calendar]]\nurl = \"webcal://h/c\"\n");
  ASSERT_THAT(said(loaded), IsEmpty());
  const auto& sources = loaded.settings.partners[1].calendars;
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0].name.str(), "sam/calendar");
  EXPECT_EQ(sources[1].name.str(), "sam/calendar-2");
  EXPECT_EQ(sources[0].kind, SourceKind::caldav);
  EXPECT_EQ(sources[1].kind, SourceKind::vdir);
  EXPECT_EQ(sources[1].url, "/conf/d");
  EXPECT_EQ(sources[0].poll, 20min);
  EXPECT_EQ(sources[0].stale_after, 24h);
  EXPECT_EQ(sources[0].forget_after, Days(14));
  EXPECT_TRUE(sources[0].work);
  EXPECT_FALSE(sources[0].private_as_others);
  EXPECT_EQ(sources[0].disclose, std::nullopt);
  EXPECT_EQ(loaded.settings.household_calendars[0].kind, SourceKind::ics);
  EXPECT_FALSE(loaded.settings.household_calendars[0].work);
}

TEST(Defaults, OfPublishingByAudience) {
  const auto loaded = test::load(
      "[household]\nid = \"h\"\ntime_zone = \"UTC\"\n" + test::kPartners +
      "[[shared]]\nurl = \"a\"\n[[shared]]\nname = \"wall\"\nurl = \"b\"\naudience = \"family\"\n");
  ASSERT_THAT(said(loaded), IsEmpty());
  using enum PublicationKind;
  EXPECT_THAT(loaded.settings.shared[0].publish,
              ElementsAre(routines, duties, findings, deadlines, home_base));
  EXPECT_THAT(loaded.settings.shared[1].publish, ElementsAre(duties, home_base));
  EXPECT_EQ(loaded.settings.shared[0].ahead, Days(21));
  EXPECT_EQ(loaded.settings.shared[0].invite, InviteChannel::automatic);
}

TEST(Defaults, OfCoverageRoutineAndProtect) {
  const auto loaded = load_with(
      "[[coverage]]\ntitle = \"School pick-up\"\ntime = \"15:15-16:00\"\nrrule = \"FREQ=DAILY\"\n"
      "[[routine]]\ntitle = \"Us\"\n[[routine]]\nid = \"own\"\nwith = [\"sam\"]\n"
      "[[protect]]\ntitle = \"Friday!\"\ntime = { fri = \"13:00-17:00\" }\n");
  ASSERT_THAT(said(loaded), IsEmpty());
  const Settings& s = loaded.settings;
  EXPECT_EQ(s.coverages[0].id, "school-pick-up");
  EXPECT_THAT(s.coverages[0].who, ElementsAre(PersonId("alex"), PersonId("sam")));
  EXPECT_EQ(s.coverages[0].points, 1);
  EXPECT_FALSE(s.coverages[0].invite);
  EXPECT_EQ(s.coverages[0].start, Date(2024y / 1 / 1));
  const Routine& us = s.routines[0];
  EXPECT_EQ(us.every, Period::week);
  EXPECT_EQ(us.duration, 30min);
  EXPECT_THAT(us.windows.days[6], ElementsAre(DayRange{17h, 21h}));
  EXPECT_THAT(us.windows.days[3], ElementsAre(DayRange{20h, 21h + 30min}));
  EXPECT_THAT(us.windows.days[4], IsEmpty());
  EXPECT_EQ(us.prefer->weekday, 6);
  EXPECT_EQ(us.prefer->time, 19h);
  EXPECT_TRUE(us.protected_);
  EXPECT_THAT(us.remind, ElementsAre(15min));
  EXPECT_EQ(us.agenda.size(), 5U);
  EXPECT_EQ(s.routines[1].windows, s.partners[1].working_hours);
  EXPECT_FALSE(s.routines[1].prefer.has_value());
  EXPECT_EQ(s.protects[0].id, "friday");
  EXPECT_EQ(s.protects[0].who.size(), 2U);
}

}  // namespace
}  // namespace evenkeel
