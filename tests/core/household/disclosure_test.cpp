#include "core/household/disclosure.hpp"

#include "core/household/home.hpp"
#include "core/household/occurrence_hash.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::Home;

std::string text_for(Home& home, Viewer viewer, Pass pass = Pass::confirmed) {
  const World world = home.world();
  return DisclosurePolicy(home.settings, home.snapshot, viewer).text(world.engagements[0].at(0), pass).str();
}

constexpr Viewer household{};
constexpr Viewer alex{PartnerIndex::first};
constexpr Viewer sam{PartnerIndex::second};

TEST(Disclosure, GoesAsFarAsTheOwnerSays) {
  Home home;
  home.timed("alex/work", "Canary", 24, 10, 11).location = PrivateText("Rome");
  for (const auto& [level, expected] : {std::pair{Disclose::busy, "busy"},
                                        {Disclose::kind, "meeting"},
                                        {Disclose::title, "Canary"},
                                        {Disclose::full, "Canary, Rome"}}) {
    home.settings.partners[0].disclose = level;
    EXPECT_EQ(text_for(home, household), expected);
    EXPECT_EQ(text_for(home, sam), expected);
    EXPECT_EQ(text_for(home, alex), "Canary, Rome");
  }
  home.settings.partners[0].calendars[0].disclose = Disclose::kind;  // the source narrows
  EXPECT_EQ(text_for(home, household), "meeting");
}

TEST(Disclosure, SaysAwayWithoutATitle) {
  Home home;
  home.timed("alex/work", "Canary", 24, 10, 11).categories = {PrivateText("trip")};
  EXPECT_EQ(text_for(home, household), "away");
}

TEST(Disclosure, PrivateIsBusyWhateverIsDisclosed) {
  Home home;
  home.settings.partners[0].disclose = Disclose::full;
  home.timed("alex/work", "Canary", 24, 10, 11).classification = Classification::confidential;
  EXPECT_EQ(text_for(home, household), "busy");
  EXPECT_EQ(text_for(home, sam), "busy");
  EXPECT_EQ(text_for(home, alex), "Canary");
  home.settings.partners[0].calendars[0].private_as_others = true;
  EXPECT_EQ(text_for(home, household), "Canary");
}

TEST(Disclosure, OfDeadlines) {
  Home home;
  home.todo("alex/work", "Canary", EventTime(test::date(2026, 12, 4)));
  const World world = home.world();
  EXPECT_EQ(DisclosurePolicy(home.settings, home.snapshot, household).title(world.deadlines[0]).str(),
            "a deadline");
  EXPECT_EQ(DisclosurePolicy(home.settings, home.snapshot, alex).title(world.deadlines[0]).str(), "Canary");
  home.settings.partners[0].disclose = Disclose::title;
  EXPECT_EQ(DisclosurePolicy(home.settings, home.snapshot, household).title(world.deadlines[0]).str(),
            "Canary");
}

TEST(Disclosure, TakesOutWhatWouldDoHarm) {
  Home home;
  home.settings.partners[0].disclose = Disclose::title;
  home.timed("alex/work", "a\r\n\x1b[31mb\u202ec\u009b", 24, 10, 11);
  EXPECT_EQ(text_for(home, household), "a [31mbc");
}

// From coreutils: printf 'uid-1\n2026-11-21T09:00:00Z' | sha256sum; printf 'uid-1\n' | sha256sum
TEST(OccurrenceHash, IsTheBeginningOfSha256) {
  EXPECT_EQ(occurrence_hash(Uid("uid-1"), DateOrInstant(test::nov(21, 9))), "0238ca5de0bc");
  EXPECT_EQ(occurrence_hash(Uid("uid-1"), std::nullopt), "f3faf088a6ce");
}

TEST(Slug, KeepsLettersAndDigits) {
  EXPECT_EQ(slug(" Q4: Budget—freeze! "), "q4-budget-freeze");
}

}  // namespace
}  // namespace evenkeel
