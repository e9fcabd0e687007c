// What people put into an event of ours is still there after we wrote it anew.
#include "core/publishing/additions.hpp"

#include "core/publishing/raw_event.hpp"
#include "core/publishing/render.hpp"
#include "household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::HasSubstr;
using testing::Not;

Uid uid() {
  return identity().uid(check_in().key, 0);
}

std::string text_of(const EventContent& content, int sequence = 0) {
  return stored_text(content, uid(), sequence, at(11, 21, 9));
}

/// As a person's program stores it: lines of its own before the end of the event.
std::string with_lines(std::string text, const std::string& lines) {
  return text.insert(text.find("END:VEVENT"), lines);
}

std::string without(std::string text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from);
  return text.erase(begin, text.find(to, begin) + to.size() - begin);
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

class Additions : public testing::Test {
 protected:
  Additions() {
    wish.description = "── evenkeel ──\nRisks: one\n── end ──";
    wish.time = ZonedSpan{local(11, 29, 20), local(11, 29, 20, 30), &london()};
  }
  [[nodiscard]] std::string written(const std::string& theirs) const {
    return with_additions(text_of(wish, 1), theirs, &base, wish);
  }
  EventContent base = check_in().content;  // alarm 15 minutes before, category Check-in
  EventContent wish = base;
};

TEST_F(Additions, nothingAddedGivesOurs) {
  EXPECT_EQ(written(text_of(base)), text_of(wish, 1));
}

TEST_F(Additions, propertiesWeNeverWriteStayToTheLetter) {
  const std::string lines =
      "ATTACH;FMTTYPE=text/plain:https://files.example.org/plan.txt\r\n"
      "COLOR:tomato\r\n"
      "URL:https://example.org/\r\n"
      "CLASS:PRIVATE\r\n"
      "X-MOZ-SNOOZE-TIME:20261129T184500Z\r\n"
      "X-NOTE;X-PARAM=\"a:b\":a long line that somebody's program has folded in the midd\r\n"
      " le of a word\r\n";
  const std::string result = written(with_lines(text_of(base), lines));
  EXPECT_THAT(result, HasSubstr(lines));
  EXPECT_THAT(result, HasSubstr("Risks: one"));
  EXPECT_THAT(result, HasSubstr("T200000"));
  EXPECT_EQ(count(result, "BEGIN:VEVENT"), 1U);
  EXPECT_EQ(count(result, "UID:"), 1U);
}

TEST_F(Additions, linesThatAreOursOrTellOfWritingAreNotTakenOver) {
  const std::string result = written(
      with_lines(text_of(base),
                 "LAST-MODIFIED:20261121T080000Z\r\nX-LIC-ERROR;X-LIC-ERRORTYPE=VALUE-PARSE-ERROR:bad\r\n"
                 "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Another\r\n"));
  EXPECT_EQ(result, text_of(wish, 1));
}

TEST_F(Additions, aLineFeedAloneBecomesALineEnd) {
  const std::string result = written(with_lines(text_of(base), "COLOR:red\nX-A:1\n"));
  EXPECT_THAT(result, HasSubstr("COLOR:red\r\nX-A:1\r\n"));
}

TEST_F(Additions, aSecondFormOfTheDescriptionGoesWithIt) {
  const std::string line = "X-ALT-DESC;FMTTYPE=text/html:<p>Risks: none</p>\r\n";
  EXPECT_THAT(written(with_lines(text_of(base), line)), Not(HasSubstr("X-ALT-DESC")));
  wish.description = base.description;
  EXPECT_THAT(written(with_lines(text_of(base), line)), HasSubstr(line));
}

constexpr const char* an_hour_before =
    "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT1H\r\nX-APPLE-SOUND:ping\r\nEND:VALARM\r\n";

TEST_F(Additions, theirAlarmStaysBesideOurs) {
  const std::string result = written(with_lines(text_of(base), an_hour_before));
  EXPECT_THAT(result, HasSubstr(an_hour_before));
  EXPECT_THAT(result, HasSubstr("TRIGGER:-PT15M"));
  EXPECT_EQ(count(result, "BEGIN:VALARM"), 2U);
}

TEST_F(Additions, ourAlarmThatTheyTookAwayStaysAway) {
  const std::string none = without(text_of(base), "BEGIN:VALARM", "END:VALARM\r\n");
  EXPECT_EQ(count(written(none), "VALARM"), 0U);
  // Also where ours changes meanwhile.
  wish.alarms = {Seconds{Minutes{30}}};
  EXPECT_EQ(count(written(none), "VALARM"), 0U);
  EXPECT_EQ(count(written(with_lines(none, an_hour_before)), "BEGIN:VALARM"), 1U);
}

TEST_F(Additions, ourAlarmThatChangesIsReplaced) {
  wish.alarms = {Seconds{Minutes{30}}};
  const std::string result = written(with_lines(text_of(base), an_hour_before));
  EXPECT_THAT(result, HasSubstr("-PT30M"));
  EXPECT_THAT(result, Not(HasSubstr("-PT15M")));
  EXPECT_THAT(result, HasSubstr(an_hour_before));
}

TEST_F(Additions, ourAlarmInAnotherSpellingIsStillOurs) {
  std::string theirs = without(text_of(base), "BEGIN:VALARM", "END:VALARM\r\n");
  const std::string acknowledged =
      "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Weekly alignment\r\n"
      "TRIGGER;RELATED=START:-P0DT0H15M0S\r\nACKNOWLEDGED:20261121T080000Z\r\nEND:VALARM\r\n";
  const std::string result = written(with_lines(theirs, acknowledged));
  EXPECT_EQ(count(result, "BEGIN:VALARM"), 1U);
  EXPECT_THAT(result, HasSubstr(acknowledged));  // as they left it
}

TEST_F(Additions, oneOfTwoAlarmsTakenAway) {
  base.alarms = {Seconds{Minutes{15}}, Seconds{Hours{24}}};
  wish.alarms = base.alarms;
  EventContent left = base;
  left.alarms = {Seconds{Hours{24}}};
  const std::string result = written(text_of(left));
  EXPECT_EQ(count(result, "BEGIN:VALARM"), 1U);
  EXPECT_THAT(result, Not(HasSubstr("-PT15M")));
}

TEST_F(Additions, categoriesAreMergedBothWays) {
  std::string theirs = text_of(base);
  theirs.replace(theirs.find("CATEGORIES:Check-in"), 19, "CATEGORIES:Check-in,Family\\, friends,Red");
  std::string result = written(theirs);
  EXPECT_THAT(result, HasSubstr("CATEGORIES:Check-in\r\n"));
  EXPECT_THAT(result, HasSubstr("CATEGORIES:Family\\, friends\r\n"));
  EXPECT_THAT(result, HasSubstr("CATEGORIES:Red\r\n"));
  theirs.replace(theirs.find("Check-in,"), 9, "");
  result = written(theirs);
  EXPECT_THAT(result, Not(HasSubstr("CATEGORIES:Check-in")));
  EXPECT_THAT(result, HasSubstr("CATEGORIES:Red\r\n"));
}

TEST_F(Additions, aLongCategoryIsFoldedBetweenCharacters) {
  std::string theirs = text_of(base);
  std::string name;
  for (int i = 0; i < 60; ++i) name += "é";
  const std::string result = written(with_lines(theirs, "CATEGORIES:" + name + "\r\n"));
  const std::size_t begin = result.find("CATEGORIES:é");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t end = result.find("\r\n", begin);
  EXPECT_LE(end - begin, 75U);
  EXPECT_THAT(result, HasSubstr("\xA9\r\n \xC3"));  // é is C3 A9
  EXPECT_EQ(raw_event(result).whole, true);
}

TEST_F(Additions, guestsOfTheirsStayWithTheirOrganizer) {
  const std::string people =
      "ORGANIZER:mailto:home@example.org\r\n"
      "ATTENDEE;CN=Home:MAILTO:Home@example.org\r\n"
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.org\r\n";
  std::string result = written(with_lines(text_of(base), people));
  EXPECT_THAT(result, HasSubstr("ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest@example.org\r\n"));
  EXPECT_EQ(count(result, "ORGANIZER"), 1U);
  // Whom we invited once and do not any more goes, and with the last one the ORGANIZER.
  base.invitees = {{.address = Address("guest@example.org")}};
  result = written(with_lines(text_of(base), people));
  EXPECT_EQ(count(result, "ATTENDEE"), 0U);
  EXPECT_EQ(count(result, "ORGANIZER"), 0U);
}

TEST_F(Additions, whoIsInvitedByMailAloneIsNoAttendee) {
  wish.invitees = {{.address = Address("sam@example.org"), .listed = false}};
  const std::string people = "ORGANIZER:mailto:home@example.org\r\nATTENDEE:mailto:sam@example.org\r\n";
  EXPECT_EQ(count(written(with_lines(text_of(base), people)), "ATTENDEE"), 0U);
}

TEST_F(Additions, withoutARecordTheAlarmWithOurTitleIsOurs) {
  wish.alarms = {Seconds{Minutes{30}}};
  const std::string result =
      with_additions(text_of(wish, 1), with_lines(text_of(base), an_hour_before), nullptr, wish);
  EXPECT_THAT(result, HasSubstr("-PT30M"));
  EXPECT_THAT(result, Not(HasSubstr("-PT15M")));
  EXPECT_THAT(result, HasSubstr(an_hour_before));
}

TEST_F(Additions, doneTwiceIsDoneOnce) {
  std::string theirs = with_lines(text_of(base), std::string("COLOR:red\r\n") + an_hour_before);
  theirs.replace(theirs.find("CATEGORIES:Check-in"), 19, "CATEGORIES:Check-in,Red");
  const std::string once = written(theirs);
  EXPECT_EQ(written(once), once);
  EXPECT_TRUE(same_event(written(once), once));
}

TEST_F(Additions, ofAnythingElseNothingIsTaken) {
  const std::string ours = text_of(wish, 1);
  const std::string theirs = with_lines(text_of(base), "COLOR:red\r\n");
  EXPECT_EQ(written(theirs.substr(0, theirs.size() - 20)), ours);  // cut off
  std::string series = theirs;
  series.insert(series.find("END:VCALENDAR"), "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n");
  EXPECT_EQ(written(series), ours);
  EXPECT_EQ(written(stored_text(base, Uid("another"), 0, at(11, 21, 9))), ours);
  EXPECT_EQ(written(""), ours);
}

TEST_F(Additions, aComponentThatNeverEndsAddsNothing) {
  const std::string ours = text_of(wish, 1);
  EXPECT_EQ(written(with_lines(text_of(base), "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\n")), ours);
}

}  // namespace
}  // namespace evenkeel::test
