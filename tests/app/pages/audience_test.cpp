// Canaries in a calendar come out in the planner only where their owner disclosed them to the audience
// (DESIGN section 5, Disclosed text), in no form and not hidden either.
#include "app/pages/feed.hpp"
#include "app/pages/page.hpp"
#include "app/pages/picture.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

/// Of everything that the planner shows: work, a clash, leave, days at home, focus, trips, a deadline, a
/// milestone, things to do, a private one of each disclosure.
void fill(Home& home) {
  add_pick_up(home);
  for (const char* kind : {"Leave", "Focus", "Trip", "Due", "Reached", "Homeday"}) {
    home.rule(std::string("Canary ") + kind);
  }
  const std::array<Kind, 6> kinds{Kind::leave,    Kind::focus,     Kind::travel,
                                  Kind::deadline, Kind::milestone, Kind::remote_day};
  for (std::size_t i = 0; i < kinds.size(); ++i) home.settings.rules[i].kind = kinds[i];
  home.timed("alex/work", "Canary Meeting", 24, 14, 17).location = PrivateText("Canary Place");
  home.timed("sam/work", "Busy too", 24, 14, 17);
  home.timed("alex/work", "Canary Focus", 25, 9, 11);
  home.timed("alex/work", "Canary Hidden", 25, 13, 14).classification = Classification::private_;
  home.timed("alex/work", "Canary Maybe", 26, 14, 17).status = Status::tentative;
  home.all_day("alex/work", "Canary Leave", date(2026, 12, 1), date(2026, 12, 2));
  home.all_day("alex/work", "Canary Homeday", date(2026, 12, 2), date(2026, 12, 3));
  home.all_day("alex/work", "Canary Trip", date(2026, 12, 8), date(2026, 12, 10));
  home.all_day("alex/work", "Canary Due", date(2026, 12, 11), date(2026, 12, 12));
  home.all_day("alex/work", "Canary Reached", date(2026, 12, 14), date(2026, 12, 15));
  home.todo("alex/work", "Canary Todo", date(2026, 12, 16));
  home.timed("alex/work", "Canary Late", 27, 16, 23);
}

std::string everything(Home& home) {
  const Planned p(home);
  const PlannerView view = p.view();
  return planner_page(view) + planner_svg(view) + planner_feed(p.world, p.analysis);
}

class AudienceTest : public testing::Test {
 protected:
  AudienceTest() { fill(home); }
  std::string seen_by(Viewer viewer, Disclose disclose) {
    home.viewer = viewer;
    home.settings.partners[0].disclose = disclose;
    return everything(home);
  }
  Home home;
  const Viewer household{}, alex{PartnerIndex::first}, sam{PartnerIndex::second};
};

TEST_F(AudienceTest, BusyTellsNothingButBusyAndAway) {
  for (const Viewer viewer : {household, sam}) {
    const std::string text = seen_by(viewer, Disclose::busy);
    EXPECT_EQ(text.find("Canary"), std::string::npos);
    EXPECT_EQ(text.find("class=\"stay leave\"><title>"), std::string::npos)
        << "that it is leave is not disclosed";
    EXPECT_EQ(text.find("class=\"stay remote\"><title>"), std::string::npos);
    EXPECT_EQ(text.find("block focus"), std::string::npos);
    EXPECT_NE(text.find("class=\"stay away\"><title>"), std::string::npos);
  }
}

TEST_F(AudienceTest, KindsAreShownWithoutTitles) {
  const std::string text = seen_by(sam, Disclose::kind);
  EXPECT_EQ(text.find("Canary"), std::string::npos);
  EXPECT_NE(text.find("class=\"stay leave\"><title>"), std::string::npos);
  EXPECT_NE(text.find("class=\"stay remote\"><title>"), std::string::npos);
  EXPECT_NE(text.find("block focus"), std::string::npos);
}

TEST_F(AudienceTest, TitlesAreShownWithoutPlacesAndPrivateOnes) {
  const std::string text = seen_by(household, Disclose::title);
  EXPECT_NE(text.find("Canary Meeting"), std::string::npos);
  EXPECT_NE(text.find("Canary Trip"), std::string::npos);
  EXPECT_NE(text.find("Canary Reached"), std::string::npos);
  EXPECT_EQ(text.find("Canary Place"), std::string::npos);
  EXPECT_EQ(text.find("Canary Hidden"), std::string::npos);
}

TEST_F(AudienceTest, TheOwnerSeesAllOfIt) {
  const std::string text = seen_by(alex, Disclose::busy);
  for (const char* canary : {"Canary Meeting, Canary Place", "Canary Hidden", "Canary Leave", "Canary Trip",
                             "Canary Due", "Canary Todo", "Canary Reached"}) {
    EXPECT_NE(text.find(canary), std::string::npos) << canary;
  }
}

}  // namespace
}  // namespace evenkeel::test
