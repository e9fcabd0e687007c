#include "core/publishing/notice.hpp"

#include "core/plans/household.hpp"
#include "core/publishing/message_form.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr Viewer to_alex{PartnerIndex::first};
constexpr Viewer to_sam{PartnerIndex::second};
constexpr Viewer to_both{};

Finding finding(const char* key, const char* kind, std::vector<PartnerIndex> concerns,
                Severity severity = Severity::urgent) {
  Finding f;
  f.key = key;
  f.kind = kind;
  f.severity = severity;
  f.time = from_to("2026-11-24", 15, 16);
  f.concerns = std::move(concerns);
  f.title = std::string("title of ") + key;
  f.explanation = std::string("explanation of ") + key;
  return f;
}

class NoticeTest : public testing::Test {
 protected:
  NoticeTest() {
    world_.settings = &settings_;
    world_.snapshot = &snapshot_;
    world_.now = at("2026-11-23", 9);
    world_.today = date("2026-11-23");
    world_.engagements.resize(3);
  }

  std::vector<std::string> keys(Viewer to) { return notice_keys(to, world_, analysis_, {}); }

  Settings settings_ = household();
  Snapshot snapshot_;
  World world_;
  Analysis analysis_;
};

TEST_F(NoticeTest, TheHouseholdHearsNothingThatIsForOnePartnerAlone) {
  analysis_.findings = {finding("crunch/alex/x", "crunch", {PartnerIndex::first}),
                        finding("double-booked/alex/1/2", "double-booked", {PartnerIndex::first}),
                        finding("after-hours/sam/2026-W48", "after-hours", {PartnerIndex::second}),
                        finding("uncovered/pick-up/2026-11-24", "uncovered", {})};
  analysis_.findings.push_back(finding("both-away/2026-11-24", "both-away", {}));
  analysis_.findings.back().if_accepted = true;
  EXPECT_THAT(keys(to_both),
              UnorderedElementsAre("urgent/crunch/alex/x", "urgent/uncovered/pick-up/2026-11-24"));
  EXPECT_THAT(keys(to_sam),
              UnorderedElementsAre("urgent/after-hours/sam/2026-W48", "urgent/uncovered/pick-up/2026-11-24"));
  const std::string digest = digest_text(to_both, world_, analysis_);
  EXPECT_THAT(digest, HasSubstr("explanation of crunch/alex/x"));
  EXPECT_THAT(digest, Not(HasSubstr("double-booked")));
  EXPECT_THAT(digest, Not(HasSubstr("after-hours")));
  EXPECT_THAT(digest, Not(HasSubstr("both-away")));
}

// Who paused takes no part (DESIGN section 9).
TEST_F(NoticeTest, ThereIsNoDigestForWhoPaused) {
  analysis_.findings = {finding("uncovered/pick-up/2026-11-24", "uncovered", {})};
  world_.paused = {false, true};
  EXPECT_EQ(digest_text(to_sam, world_, analysis_), "");
  EXPECT_NE(digest_text(to_alex, world_, analysis_), "");
}

TEST_F(NoticeTest, WhatHasBegunPressesByWhenToDecideOrItsEnd) {
  analysis_.findings = {finding("crunch/alex/x", "crunch", {PartnerIndex::first}),
                        finding("uncovered/pick-up/2026-11-24", "uncovered", {}),
                        finding("both-away/2026-11-22", "both-away", {})};
  analysis_.findings[0].time = {world_.now, world_.now + Days(3)};
  analysis_.findings[2].time = {world_.now - Days(1), world_.now + Days(2)};
  analysis_.findings[2].decide_by = world_.now + Days(1);
  const auto notices = notices_for(to_both, world_, analysis_, {});
  ASSERT_THAT(notices, SizeIs(3));
  EXPECT_EQ(notices[0].begins, world_.now + Days(1));  // 24 November, 9:00
  EXPECT_EQ(notices[1].begins, at("2026-11-24", 15));
  EXPECT_EQ(notices[2].begins, world_.now + Days(3));
}

TEST_F(NoticeTest, SupportAndPausesAreNewsToTheOtherAndToBoth) {
  world_.support = {{.who = PersonId("alex"), .first = date("2026-11-24"), .last = date("2026-11-25")}};
  world_.paused = {false, true};
  EXPECT_THAT(keys(to_alex), ElementsAre("paused/sam"));
  EXPECT_THAT(keys(to_sam), ElementsAre("support/alex/2026-11-24/2026-11-25"));
  EXPECT_THAT(keys(to_both), SizeIs(2));
}

TEST_F(NoticeTest, ADutyIsSaidToBeTheirsWhoHaveIt) {
  RotaEntry entry;
  entry.window = {.coverage = 0,
                  .range = 0,
                  .date = date("2026-11-24"),
                  .time = from_to("2026-11-24", 15, 16),
                  .duty_key = "duty/pick-up/2026-11-24"};
  entry.who = person(PartnerIndex::second);
  settings_.coverages = {Coverage{}};
  settings_.coverages[0].id = "pick-up";
  settings_.coverages[0].title = "School pick-up";
  snapshot_.answers.holder = {{"duty/pick-up/2026-11-24", PersonId("sam")}};
  analysis_.rota.entries = {entry};
  EXPECT_THAT(keys(to_both), ElementsAre("swap/duty/pick-up/2026-11-24/sam"));
  world_.now = at("2026-11-24", 15) + Minutes{59};  // it is news as long as somebody has to be there
  EXPECT_THAT(keys(to_both), ElementsAre("swap/duty/pick-up/2026-11-24/sam"));
  world_.now = at("2026-11-24", 16);
  EXPECT_THAT(keys(to_both), testing::IsEmpty());
  world_.now = at("2026-11-23", 9);
  EXPECT_THAT(notices_for(to_both, world_, analysis_, {})[0].text, HasSubstr("Sam now has School pick-up"));
  // Sam is busy, and the rota gave it back.
  analysis_.rota.entries[0].who = person(PartnerIndex::first);
  EXPECT_THAT(keys(to_both), ElementsAre("swap/duty/pick-up/2026-11-24/sam/not-free/alex"));
  EXPECT_THAT(notices_for(to_both, world_, analysis_, {})[0].text,
              testing::AllOf(HasSubstr("could not be given to Sam"), HasSubstr("Alex has it")));
  analysis_.rota.entries[0].who.reset();
  EXPECT_THAT(notices_for(to_both, world_, analysis_, {})[0].text, HasSubstr("Nobody has it"));
}

TEST_F(NoticeTest, ADeletedDutyIsToldByItsWindow) {
  settings_.coverages = {Coverage{}};
  settings_.coverages[0].id = "pick-up";
  settings_.coverages[0].time = {{Hours{15}, Hours{16}}, {Hours{17}, Hours{18}}};
  snapshot_.answers.not_needed = {"duty/pick-up/2026-11-25", "duty/pick-up/2026-11-25.2",
                                  "duty/gone/2026-11-25"};
  const auto notices = notices_for(to_both, world_, analysis_, {});
  ASSERT_THAT(notices, SizeIs(3));
  EXPECT_EQ(notices[0].begins, at("2026-11-25", 0));  // of a coverage that is none any more
  EXPECT_TRUE(notices[0].at_once);
  EXPECT_EQ(notices[1].begins, at("2026-11-25", 15));
  EXPECT_EQ(notices[2].begins, at("2026-11-25", 17));
  EXPECT_FALSE(notices[1].at_once);  // more than 48 h from Monday 9:00, though the day begins within them
  world_.now = at("2026-11-25", 16);
  EXPECT_THAT(keys(to_both), ElementsAre("swap/duty/gone/2026-11-25/not-needed",
                                         "swap/duty/pick-up/2026-11-25.2/not-needed"));
}

TEST(Readers, AMailIsForOneAPlaceThatBothReadForTheHousehold) {
  Settings settings = household();
  Notify mail{.kind = "email", .to = {}, .url = {}};
  EXPECT_THAT(readers_of(mail, settings), ElementsAre(to_alex, to_sam));
  Notify topic{.kind = "ntfy", .to = {}, .url = "https://ntfy.example/hazel"};
  EXPECT_THAT(readers_of(topic, settings), ElementsAre(to_both));
  topic.to = {PersonId("sam")};
  EXPECT_THAT(readers_of(topic, settings), ElementsAre(to_sam));
  topic.to = {};
  const Message message{
      .digest = false, .urgent = false, .keys = {"k"}, .begins = {}, .subject = "s", .text = "t"};
  topic.kind = "webhook";
  EXPECT_THAT(message_json(message, {settings, topic, to_both, at("2026-11-23", 9)}),
              HasSubstr(R"("to":"both")"));
}

TEST(Readers, TwoChannelsToOnePlaceAreReadByBoth) {
  Settings settings = household();
  settings.notify = {{.kind = "ntfy", .to = {PersonId("alex")}, .url = "https://ntfy.example/hazel"},
                     {.kind = "ntfy", .to = {PersonId("sam")}, .url = "https://ntfy.example/hazel"},
                     {.kind = "ntfy", .to = {PersonId("sam")}, .url = "https://ntfy.example/sam"}};
  EXPECT_THAT(readers_of(settings.notify[0], settings), ElementsAre(to_both));
  EXPECT_THAT(readers_of(settings.notify[1], settings), ElementsAre(to_both));
  EXPECT_THAT(readers_of(settings.notify[2], settings), ElementsAre(to_sam));
}

TEST_F(NoticeTest, APasswordIsToldToItsOwnerInPlaceOfTheSilence) {
  const HouseNews news{.settings_changes = {},
                       .credentials = {{.kind = CredentialTrouble::Kind::password_refused,
                                        .name = {"alex", "work"},
                                        .since = at("2026-11-23", 8),
                                        .until = at("2026-12-06", 8),
                                        .opens = {{"alex", "work"}}}}};
  snapshot_.sources = {
      {.name = {"alex", "work"}, .objects = {}, .last_success = at("2026-11-21", 8), .stale = true}};
  EXPECT_THAT(notice_keys(to_alex, world_, analysis_, news), ElementsAre("refused/alex/work/2026-11-23"));
  EXPECT_THAT(notice_keys(to_sam, world_, analysis_, news), IsEmpty());
  EXPECT_THAT(notice_keys(to_both, world_, analysis_, news), SizeIs(1));
  const auto notices = notices_for(to_alex, world_, analysis_, news);
  EXPECT_EQ(notices.front().subject, "Password refused: alex/work");
  EXPECT_THAT(notices.front().text, HasSubstr("evenkeel doctor"));
}

}  // namespace
}  // namespace evenkeel::test
