#include "app/pages/page.hpp"

#include "app/pages/picture.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

class PageTest : public testing::Test {
 protected:
  Home home;
};

TEST_F(PageTest, TheSameViewGivesTheSameBytes) {
  add_pick_up(home);
  home.timed("alex/work", "A", 24, 14, 17);
  const PlannerView view = planned(home);
  EXPECT_EQ(planner_page(view), planner_page(planned(home)));
  EXPECT_EQ(planner_svg(view), planner_svg(planned(home)));
}

// Whatever people write comes out as text, wherever it stands: in elements, attributes, tooltips, tables.
TEST_F(PageTest, TextOfPeopleIsNeverMarkup) {
  const std::string evil = "\"><script>evil()</script><img src=x onerror='evil()'></title></style>]]>&";
  Coverage& coverage = add_pick_up(home);
  coverage.title = evil;
  coverage.except = {{"school", "INSET"}};
  home.settings.household_name = evil;
  home.settings.partners[0].name = "Al" + evil;
  home.settings.partners[0].disclose = Disclose::title;
  home.rule("evil").kind = Kind::travel;
  home.all_day("alex/work", evil, date(2026, 12, 7), date(2026, 12, 9));
  home.all_day("sam/work", evil, date(2026, 12, 7), date(2026, 12, 9));
  home.all_day("household/school", "INSET " + evil, date(2026, 12, 4), date(2026, 12, 5));
  home.todo("alex/work", evil, date(2026, 12, 16));
  Routine& routine = home.settings.routines.emplace_back();
  routine.id = "r";
  routine.title = evil;
  routine.with = {PersonId("alex"), PersonId("sam")};
  PlannerView view = planned(home);
  lay_changes(view, planned(home), evil, {{evil, evil, evil}});
  for (const std::string& text : {planner_page(view), planner_svg(view)}) {
    EXPECT_EQ(text.find("<script>evil"), std::string::npos);
    EXPECT_EQ(text.find("<img"), std::string::npos);
    EXPECT_EQ(text.find("]]>"), std::string::npos);
    EXPECT_EQ(count(text, "</style>"), 1U);
    EXPECT_NE(text.find("&lt;script&gt;evil()"), std::string::npos);
  }
  EXPECT_EQ(count(planner_page(view), "<script>"), 1U);
}

TEST_F(PageTest, NothingIsFetchedFromAnywhere) {
  const std::string page = planner_page(planned(home));
  for (const char* what :
       {"http://", "https://", "//www", "url(\"", "@import", "<link rel=\"stylesheet", "<img", "src="}) {
    EXPECT_EQ(page.find(what), std::string::npos) << what;
  }
  const std::string svg = planner_svg(planned(home));
  EXPECT_EQ(count(svg, "http"), 1U) << "the name of SVG's own namespace";
}

// Every finding of the list has its place; the picture's mark leads to it, and it leads back.
TEST_F(PageTest, MarksAndExplanationsLeadToEachOther) {
  add_pick_up(home);
  home.timed("alex/work", "A", 24, 14, 17);
  home.timed("sam/work", "B", 24, 14, 17);
  const std::string page = planner_page(planned(home));
  EXPECT_NE(page.find("<a id=\"m-1\" href=\"#f-1\""), std::string::npos);
  EXPECT_NE(page.find("<li id=\"f-1\" class=\"finding urgent\" tabindex=\"-1\" "
                      "data-key=\"uncovered/pick-up/2026-11-24\">"),
            std::string::npos);
  EXPECT_NE(page.find("href=\"#m-1\""), std::string::npos);
}

// Deep in a crowded year the page stays one that a browser opens at once.
TEST_F(PageTest, ACrowdedYearStaysBelowHalfAMegabyte) {
  add_pick_up(home);
  home.settings.partners[0].disclose = home.settings.partners[1].disclose = Disclose::title;
  home.settings.horizon = Days(365);
  const std::string title(200, 'x');
  for (int day = 0; day < 365; ++day) {
    for (int n = 0; n < 27; ++n) {
      const LocalTime start = civil(2026, 11, 23, 7) + Days(day) + Minutes(30 * n);
      home.timed("alex/work", title + std::to_string(n), start, start + Minutes(25));
      home.timed("sam/work", std::to_string(n) + title, start, start + Minutes(25));
    }
  }
  const PlannerView view = planned(home);
  EXPECT_LT(planner_page(view).size(), 500000U);
  EXPECT_LT(planner_svg(view).size(), 500000U);
}

}  // namespace
}  // namespace evenkeel::test
