#include "app/pages/feed.hpp"

#include "core/ical/read.hpp"
#include "planned.hpp"

#include <gtest/gtest.h>

#include <map>

namespace evenkeel::test {
namespace {

/// RFC 5545 3.1: a line goes on after CRLF and a blank.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find("\r\n", at);
    if (end == std::string::npos) throw std::logic_error("a line without CRLF");
    if (text[at] == ' ') {
      lines.back() += text.substr(at + 1, end - at - 1);
    } else {
      lines.push_back(text.substr(at, end - at));
    }
    at = end + 2;
  }
  return lines;
}

std::vector<std::string> values(const std::string& text, const std::string& name) {
  std::vector<std::string> found;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with(name + ":") || line.starts_with(name + ";")) {
      found.push_back(line.substr(line.find(':') + 1));
    }
  }
  return found;
}

class FeedTest : public testing::Test {
 protected:
  FeedTest() {
    home.settings.household_id = "hazel-street";
    home.settings.household_name = "Alex & Sam; at home";
    add_pick_up(home);
    home.timed("alex/work", "Review", 24, 14, 17);
    home.timed("sam/work", "Board", 24, 14, 17);
  }
  std::string feed(Viewer viewer = {}) {
    home.viewer = viewer;
    const Planned p(home);
    return planner_feed(p.world, p.analysis);
  }
  Home home;
};

TEST_F(FeedTest, DutiesAndFindingsStandInIt) {
  const std::vector<std::string> titles = values(feed(), "SUMMARY");
  EXPECT_EQ(
      std::ranges::count_if(titles, [](const std::string& t) { return t.ends_with(": School pick-up"); }),
      std::ranges::count_if(titles, [](const std::string& t) { return t.find("School") != t.npos; }) - 1)
      << "one window has nobody, and is told of by its finding";
}

TEST_F(FeedTest, NobodyIsInvitedAndNothingTakesTime) {
  const std::string text = feed();
  for (const char* name : {"ATTENDEE", "ORGANIZER", "METHOD", "VALARM"}) {
    EXPECT_EQ(text.find(name), std::string::npos) << name;
  }
  for (const std::string& transp : values(text, "TRANSP")) EXPECT_EQ(transp, "TRANSPARENT");
  EXPECT_EQ(values(text, "X-WR-CALNAME").at(0), "Alex & Sam\\; at home: duties and clashes");
  EXPECT_EQ(values(text, "NAME").at(0), "Alex & Sam\\; at home: duties and clashes");
}

TEST_F(FeedTest, UidsAreOneForAThingAndStayTheSame) {
  const auto first = values(feed(), "UID");
  home.now += Hours(1);
  const auto second = values(feed(), "UID");
  EXPECT_EQ(first, second);
  EXPECT_EQ(std::set<std::string>(first.begin(), first.end()).size(), first.size());
  for (const std::string& uid : first) EXPECT_FALSE(uid.ends_with("@evenkeel")) << "is none of our own";
}

TEST_F(FeedTest, ZonesStandInItOnce) {
  EXPECT_EQ(values(feed(), "TZID"), std::vector<std::string>{"Europe/London"});
}

// DESIGN section 8: after-hours and double-booked go to the partner they concern alone; what an unanswered
// invitation would cause goes to the invited partner alone.
TEST_F(FeedTest, WhatConcernsOneAloneIsInNobodyElsesFeed) {
  home.timed("alex/work", "Late", 25, 17, 23);
  home.timed("alex/work", "Maybe", 26, 14, 17).status = Status::tentative;
  home.timed("sam/work", "Board", 26, 14, 17);
  const auto tells = [&](Viewer viewer, const std::string& what) {
    for (const std::string& title : values(feed(viewer), "SUMMARY")) {
      if (title.find(what) != std::string::npos) return true;
    }
    return false;
  };
  const Planned p(home);
  ASSERT_TRUE(
      std::ranges::any_of(p.analysis.findings, [](const Finding& f) { return f.kind == "after-hours"; }));
  ASSERT_TRUE(std::ranges::any_of(p.analysis.findings, [](const Finding& f) { return f.if_accepted; }));
  for (const Viewer other : {Viewer{}, Viewer{PartnerIndex::second}}) {
    EXPECT_FALSE(tells(other, "If accepted"));
  }
  EXPECT_TRUE(tells(Viewer{PartnerIndex::first}, "If accepted"));
  const auto count = [&](Viewer viewer) { return values(feed(viewer), "SUMMARY").size(); };
  EXPECT_EQ(count(Viewer{PartnerIndex::first}), count(Viewer{}) + 2);
  EXPECT_EQ(count(Viewer{PartnerIndex::second}), count(Viewer{}));
}

}  // namespace
}  // namespace evenkeel::test
