#include "core/publishing/messages.hpp"

#include "core/plans/household.hpp"
#include "core/publishing/message_form.hpp"
#include "core/publishing/told_text.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Notice notice(std::string key, Occasion occasion, Instant begins, bool at_once = true) {
  return {.key = key,
          .occasion = occasion,
          .at_once = at_once,
          .begins = begins,
          .subject = "S " + key,
          .text = "T " + key + "\n"};
}

/// Sunday 18:00 digests, quiet 21:00-07:00, two messages a day: the defaults of CONTRACT section 2.
class MessagesTest : public testing::Test {
 protected:
  MessagesTest() {
    settings_.alerts.quiet = {Hours(21), Hours(31)};
    settings_.mail.emplace();
    settings_.mail->from = "Household <home@example.org>";
    settings_.partners[0].email = Address("alex@example.org");
    settings_.household_id = "hazel-street";
    channel_.kind = "email";
  }

  std::vector<Message> tell(Instant now, const std::vector<Notice>& notices, const std::string& digest = {}) {
    Teller teller(settings_, channel_, told_, {day_}, now);
    std::vector<std::string> keys;
    for (const Notice& n : notices) keys.push_back(n.key);
    teller.note_there(keys);
    std::vector<Message> messages;
    if (auto message = teller.tell(notices, digest)) messages.push_back(std::move(*message));
    told_ = read_told(told_text(teller.told()));  // as the store keeps it
    day_ = read_count(count_text(teller.people().at(0)));
    return messages;
  }

  Settings settings_ = household();
  Notify channel_;
  Told told_;
  DayCount day_;  // of the person, over all channels
};

TEST_F(MessagesTest, WhatCannotWaitIsToldOnceInOneMessage) {
  const auto now = at("2026-11-23", 10);
  const std::vector notices{notice("a", Occasion::urgent, now + Days(1)),
                            notice("b", Occasion::preflight, now + Days(9))};
  const auto first = tell(now, notices);
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_THAT(first[0].keys, ElementsAre("a", "b"));
  EXPECT_EQ(first[0].subject, "S a (and 1 more)");
  EXPECT_THAT(first[0].text, HasSubstr("T a\n\nT b"));
  EXPECT_THAT(tell(now + Minutes(10), notices), IsEmpty());
}

TEST_F(MessagesTest, InQuietHoursOnlyWhatBeginsWithinTwelveHours) {
  const auto night = at("2026-11-23", 23);
  const std::vector notices{notice("far", Occasion::urgent, night + Hours(12)),
                            notice("near", Occasion::urgent, night + Hours(12) - Seconds(1))};
  EXPECT_THAT(tell(night, notices).at(0).keys, ElementsAre("near"));
  EXPECT_THAT(tell(at("2026-11-24", 6, 59), notices), SizeIs(1));  // begins within 12 h by now
  told_ = {};
  const std::vector later{notice("later", Occasion::urgent, at("2026-11-25", 9))};
  EXPECT_THAT(tell(at("2026-11-24", 6, 59), later), IsEmpty());
  EXPECT_THAT(tell(at("2026-11-24", 7), later), SizeIs(1));  // the end is excluded
}

TEST_F(MessagesTest, TheCeilingHoldsBackAllButUrgentOnesUntilTheNextDay) {
  const auto now = at("2026-11-23", 10);
  const auto far = now + Days(20);
  EXPECT_THAT(tell(now, {notice("1", Occasion::preflight, far)}), SizeIs(1));
  EXPECT_THAT(tell(now, {notice("2", Occasion::change, far)}), SizeIs(1));
  EXPECT_THAT(tell(now, {notice("3", Occasion::change, far)}), IsEmpty());
  EXPECT_THAT(tell(now, {notice("3", Occasion::change, far), notice("4", Occasion::urgent, far)}).at(0).keys,
              ElementsAre("4"));
  EXPECT_THAT(tell(at("2026-11-24", 8), {notice("3", Occasion::change, far)}), SizeIs(1));
}

// DESIGN section 8, "Three-way": told at once within 48 h of the window, the limit included.
TEST_F(MessagesTest, AChangeOfWhatBeginsSoonPassesTheCeiling) {
  settings_.alerts.per_day = 0;
  const auto now = at("2026-11-23", 10);
  const std::vector notices{notice("far", Occasion::change, now + Hours(48) + Seconds(1)),
                            notice("near", Occasion::change, now + Hours(48)),
                            notice("other", Occasion::preflight, now + Hours(1))};
  EXPECT_THAT(tell(now, notices).at(0).keys, ElementsAre("near"));
}

TEST_F(MessagesTest, WhatIsUrgentIsNamedFirst) {
  const auto now = at("2026-11-23", 10);
  const std::vector notices{notice("before", Occasion::preflight, now + Days(1)),
                            notice("urgent", Occasion::urgent, now + Days(2))};
  const auto told = tell(now, notices);
  EXPECT_EQ(told.at(0).subject, "S urgent (and 1 more)");
  EXPECT_THAT(told.at(0).keys, ElementsAre("urgent", "before"));
}

TEST_F(MessagesTest, TheCeilingIsAPersonsAndASecondChannelTellsTheSameAgain) {
  settings_.alerts.per_day = 1;
  const auto now = at("2026-11-23", 10);
  const std::vector first{notice("1", Occasion::change, now + Days(20))};
  const std::vector second{notice("1", Occasion::change, now + Days(20)),
                           notice("2", Occasion::change, now + Days(20))};
  ASSERT_THAT(tell(now, first), SizeIs(1));
  const Told mail = std::exchange(told_, {});  // another channel of the same person
  const auto there = tell(now + Minutes(1), second);
  ASSERT_THAT(there, SizeIs(1));
  EXPECT_THAT(there[0].keys, ElementsAre("1"));
  EXPECT_EQ(day_.count, 1);
  const Told other = std::exchange(told_, mail);
  EXPECT_THAT(tell(now + Minutes(2), second), IsEmpty());
  EXPECT_THAT(tell(now + Days(1), second).at(0).keys, ElementsAre("2"));
  told_ = other;
  EXPECT_THAT(tell(now + Days(1), second).at(0).keys, ElementsAre("2"));
  EXPECT_EQ(day_.count, 1);
}

TEST_F(MessagesTest, WhatBothReadCountsForEachOfThem) {
  settings_.alerts.per_day = 1;
  const auto now = at("2026-11-23", 10);
  const DayCount full{.day = date("2026-11-23"), .count = 1, .keys = {"other"}};
  const std::vector notices{notice("1", Occasion::change, now + Days(20))};
  Teller one_is_full(settings_, channel_, {}, {{}, full}, now);
  EXPECT_FALSE(one_is_full.tell(notices, {}));
  Teller both_have_room(settings_, channel_, {}, {{}, {}}, now);
  EXPECT_TRUE(both_have_room.tell(notices, {}));
  EXPECT_EQ(both_have_room.people().at(0).count, 1);
  EXPECT_EQ(both_have_room.people().at(1).count, 1);
}

TEST_F(MessagesTest, AMessageSaysWhenTheFirstThingInItBegins) {
  const auto now = at("2026-11-23", 10);
  const auto told =
      tell(now, {notice("a", Occasion::urgent, now + Days(3)), notice("b", Occasion::change, now + Days(1))});
  EXPECT_EQ(told.at(0).begins, now + Days(1));
  EXPECT_EQ(tell(at("2026-11-29", 18), {}, "week").at(0).begins, Instant::max());
}

TEST(QuietHours, EndInTheMorning) {
  Settings settings = household();
  settings.alerts.quiet = {Hours(21), Hours(31)};
  EXPECT_EQ(quiet_until(settings, at("2026-11-23", 21)), at("2026-11-24", 7));
  EXPECT_EQ(quiet_until(settings, at("2026-11-24", 6, 59)), at("2026-11-24", 7));
  EXPECT_EQ(quiet_until(settings, at("2026-11-24", 7)), std::nullopt);
}

TEST_F(MessagesTest, TheDigestComesAtItsTimeAndNotWhenNothingChanged) {
  EXPECT_THAT(tell(at("2026-11-23", 10), {}, "week"), IsEmpty());  // the first look waits for the next one
  EXPECT_THAT(tell(at("2026-11-29", 17, 59), {}, "week"), IsEmpty());
  const auto due = tell(at("2026-11-29", 18), {}, "week");
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_TRUE(due[0].digest);
  EXPECT_EQ(due[0].text, "week");
  EXPECT_THAT(tell(at("2026-11-29", 18, 10), {}, "week"), IsEmpty());
  EXPECT_THAT(tell(at("2026-12-06", 18), {}, "week"), IsEmpty());  // the same as last week
  EXPECT_THAT(tell(at("2026-12-13", 18), {}, "another week"), SizeIs(1));
}

TEST_F(MessagesTest, AClockThatWasSetBackDoesNotSilenceTheDigest) {
  tell(at("2026-11-23", 10), {}, "week");
  tell(at("2036-11-23", 18), {}, "in ten years");
  EXPECT_THAT(tell(at("2026-11-24", 10), {}, "week"), IsEmpty());
  EXPECT_THAT(tell(at("2026-11-29", 18), {}, "week"), SizeIs(1));
}

TEST_F(MessagesTest, WhatCanWaitStandsInTheDigest) {
  EXPECT_THAT(tell(at("2026-11-23", 10), {notice("swap", Occasion::change, at("2026-12-02", 15), false)}),
              IsEmpty());
  const auto due =
      tell(at("2026-11-29", 18), {notice("swap", Occasion::change, at("2026-12-02", 15), false)}, "week");
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_THAT(due[0].keys, ElementsAre("swap"));
  EXPECT_THAT(due[0].text, testing::StartsWith("What changed\n– T swap"));
}

TEST_F(MessagesTest, WhatCannotWaitGoesWithADigestThatIsDue) {
  tell(at("2026-11-23", 10), {});
  const auto due = at("2026-11-29", 18);
  const auto told =
      tell(due, {notice("a", Occasion::urgent, due + Hours(3)), notice("b", Occasion::change, due + Days(3))},
           "week");
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_TRUE(told[0].digest && told[0].urgent);
  EXPECT_THAT(told[0].keys, ElementsAre("a", "b"));
  EXPECT_EQ(told[0].text, "What changed\n– T b\n\nweek");
  EXPECT_THAT(tell(due + Minutes(10), {notice("a", Occasion::urgent, due + Hours(3))}, "week"), IsEmpty());
}

TEST_F(MessagesTest, WhatIsStillThereAfterWeeksIsNotToldAgain) {
  const auto now = at("2026-11-23", 10);
  const std::vector notices{notice("a", Occasion::change, now + Days(100))};
  ASSERT_THAT(tell(now, notices), SizeIs(1));
  for (int day = 1; day < 60; ++day) EXPECT_THAT(tell(now + Days(day), notices), IsEmpty()) << day;
  // Gone for more than two weeks, it is news again.
  EXPECT_THAT(tell(now + Days(80), {}), IsEmpty());
  EXPECT_THAT(tell(now + Days(81), notices), SizeIs(1));
}

TEST_F(MessagesTest, NothingToTellChangesNothingThatIsRemembered) {
  tell(at("2026-11-23", 10), {notice("a", Occasion::change, at("2026-12-23", 10))});
  const std::string before = told_text(told_);
  for (int minutes = 10; minutes < 34 * 60; minutes += 10) {
    EXPECT_THAT(
        tell(at("2026-11-23", 10) + Minutes(minutes), {notice("a", Occasion::change, at("2026-12-23", 10))}),
        IsEmpty());
  }
  EXPECT_EQ(told_text(told_), before);
}

TEST_F(MessagesTest, AMailIsPlainTextAndItsHeadersHoldNoLineOfAStranger) {
  Message message{.digest = false,
                  .urgent = true,
                  .keys = {"k"},
                  .begins = {},
                  .subject = "Evil\r\nBcc: all@example.org",
                  .text = "Grüße\n"};
  const auto mail =
      message_mail(message, {settings_, channel_, Viewer{PartnerIndex::first}, at("2026-11-23", 10)});
  ASSERT_TRUE(mail.has_value());
  EXPECT_THAT(*mail, Not(HasSubstr("\r\nBcc:")));
  EXPECT_THAT(*mail, HasSubstr("\r\nAuto-Submitted: auto-generated\r\n"));
  EXPECT_THAT(*mail, HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(*mail, HasSubstr("\r\n\r\nR3LDvMOfZQo="));  // RFC 4648 of the UTF-8 text
  settings_.partners[0].email = Address("alex@example.org\r\nBcc: x@example.org");
  EXPECT_FALSE(message_mail(message, {settings_, channel_, Viewer{PartnerIndex::first}, at("2026-11-23", 10)})
                   .has_value());
}

TEST_F(MessagesTest, JsonOfNtfyNamesTheTopicAndOfAWebhookThePersonAndKeys) {
  const Message message{.digest = false,
                        .urgent = true,
                        .keys = {"urgent/x"},
                        .begins = {},
                        .subject = "A \"b\"",
                        .text = "c\n\xff"};
  channel_.kind = "ntfy";
  channel_.url = "https://ntfy.example/base/hazel";
  EXPECT_EQ(message_url(channel_), "https://ntfy.example/base/");
  const Addressed to{settings_, channel_, Viewer{PartnerIndex::second}, at("2026-11-23", 10)};
  auto json = nlohmann::json::parse(message_json(message, to));
  EXPECT_EQ(json["topic"], "hazel");
  EXPECT_EQ(json["title"], "A \"b\"");
  EXPECT_EQ(json["priority"], 4);
  channel_.kind = "webhook";
  EXPECT_EQ(message_url(channel_), channel_.url);
  json = nlohmann::json::parse(message_json(message, to));
  EXPECT_EQ(json["to"], "sam");
  EXPECT_EQ(json["occasion"], "urgent");
  EXPECT_EQ(json["keys"][0], "urgent/x");
  EXPECT_EQ(json["at"], "2026-11-23T10:00:00Z");
}

TEST_F(MessagesTest, AnNtfyAddressWithoutATopicHasNoPlace) {
  channel_.kind = "ntfy";
  for (const char* url : {"https://ntfy.example", "https://ntfy.example/", "nonsense", ""}) {
    channel_.url = url;
    EXPECT_EQ(message_url(channel_), "") << url;
  }
}

TEST(CountText, PassesOverWhatMakesNoSense) {
  EXPECT_EQ(read_count("day x y\nkey \nunknown\n"), DayCount{});
}

TEST(ToldText, PassesOverWhatMakesNoSense) {
  const Told told =
      read_told("digest nonsense\nnotice 2026-11-23 a b\nnotice 2026-11-23 \nunknown\nprint 12\n");
  EXPECT_FALSE(told.digest.has_value());
  EXPECT_THAT(told.notices, testing::UnorderedElementsAre(testing::Pair("a b", date("2026-11-23"))));
  EXPECT_EQ(told.digest_print, "12");
}

}  // namespace
}  // namespace evenkeel::test
