#include "core/plans/settings_changes.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Settings home() {
  Settings s = household();
  SourceSettings work;
  work.name = {"alex", "work"};
  work.url = "https://cal.example.org/secret-token/";
  work.user = "alex";
  s.partners[0].calendars = {work};
  return s;
}

std::vector<std::string> changes(const Settings& before, const Settings& now) {
  return settings_changes(told_settings(before), told_settings(now));
}

TEST(SettingsChanges, NothingIsSaidOfWhatStays) {
  EXPECT_THAT(changes(home(), home()), IsEmpty());
}

TEST(SettingsChanges, Hours) {
  Settings now = home();
  now.partners[0].working_hours.days[4] = {{Hours(9), Hours(13)}};
  EXPECT_THAT(
      changes(home(), now),
      ElementsAre("Alex's working hours: mon-fri 09:00-17:00 → mon-thu 09:00-17:00; fri 09:00-13:00"));
  Settings night = home();
  night.partners[0].working_hours = {};
  night.partners[0].working_hours.days[6] = {{Hours(20), Hours(31)}};
  EXPECT_THAT(changes(home(), night),
              ElementsAre("Alex's working hours: mon-fri 09:00-17:00 → sun 20:00-07:00"));
}

TEST(SettingsChanges, DisclosureAndSources) {
  Settings wider = home();
  wider.partners[0].disclose = Disclose::title;
  EXPECT_THAT(changes(home(), wider),
              ElementsAre("The calendar alex/work: shows busy or free alone → shows titles"));
  Settings privates = home();
  privates.partners[0].calendars[0].private_as_others = true;
  EXPECT_THAT(changes(home(), privates), ElementsAre("The calendar alex/work: shows busy or free alone → "
                                                     "shows busy or free alone, of private ones too"));
  Settings more = home();
  more.partners[1].calendars.emplace_back().name = {"sam", "private"};
  EXPECT_THAT(changes(home(), more), ElementsAre("The calendar sam/private: new, shows busy or free alone"));
  EXPECT_THAT(changes(more, home()),
              ElementsAre("The calendar sam/private: gone (was: shows busy or free alone)"));
}

TEST(SettingsChanges, Shares) {
  Settings led = home();
  led.careers = {
      {.from = date("2027-02-01"), .lead_model = true, .lead = PersonId("sam"), .share_percent = 35}};
  Settings other = led;
  other.careers[0].share_percent = 40;
  EXPECT_THAT(changes(home(), led),
              ElementsAre("The shares from 2027-02-01: new, Sam leads, with 35 % of the duties"));
  EXPECT_THAT(changes(led, other),
              ElementsAre("The shares from 2027-02-01: Sam leads, with 35 % of the duties → "
                          "Sam leads, with 40 % of the duties"));
}

// What is kept and shown holds no URL and no user: a URL may be a credential.
TEST(SettingsChanges, NoSecretIsKept) {
  EXPECT_EQ(written(told_settings(home())).find("secret-token"), std::string::npos);
}

TEST(SettingsChanges, TheStoredFormComesBack) {
  Settings s = home();
  s.partners[0].name = "Al\tex\nthe first";
  const ToldSettings told = told_settings(s);
  EXPECT_EQ(read_told_settings(written(told)), told);
  EXPECT_THAT(read_told_settings("nonsense\n\n"), IsEmpty());
}

}  // namespace
}  // namespace evenkeel::test
