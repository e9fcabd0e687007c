// What several pulls in a row come to: a server in a lasting mood costs little, and nothing is given up by
// it.
#include "core/dav/caldav_pull.hpp"
#include "core/ical/uids.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>
#include <string>

namespace evenkeel::dav {
namespace {

enum class Offers : std::uint8_t { sync, ctag, etags };

std::string holding(const std::string& component, const std::string& uid) {
  return "BEGIN:VCALENDAR\nBEGIN:" + component + "\nUID:" + uid + "\nEND:" + component + "\nEND:VCALENDAR";
}

std::string member(const std::string& href, const std::string& properties) {
  return "<response><href>" + href + "</href><propstat><prop>" + properties +
         "</prop><status>HTTP/1.1 200 OK</status></propstat></response>";
}

/// A server, and a source that pulls from it.
class Rig {
 public:
  explicit Rig(Offers offers) : offers_(offers) {}

  void put(const std::string& name, const std::string& component = "VEVENT") {
    objects_["/w/" + name] = {"\"" + std::to_string(++revision_) + "\"", holding(component, name)};
  }
  /// From now on a multiget gives it as it stands now, whatever is listed.
  void fall_behind(const std::string& name) { behind_["/w/" + name] = objects_.at("/w/" + name); }
  void catch_up() { behind_.clear(); }
  void remove(const std::string& name) {
    objects_.erase("/w/" + name);
    ++revision_;
  }

  /// How many requests it takes.
  int pull(Minutes later = Minutes(20)) {
    now_ += later;
    const KnownHere here(known, contents());
    const auto pull = caldav_pull({"https://h/w/", "", ""}, state, here, now_, false);
    std::deque<Effect> effects;
    const auto add = [&](std::vector<Effect> more) {
      for (auto& e : more) effects.push_back(std::move(e));
    };
    add(pull->start());
    std::map<std::string, Fetched> staged;
    int requests = 0;
    for (; !effects.empty(); effects.pop_front()) {
      const auto effect = effects.front();
      if (const auto* parse = std::get_if<ParseObjects>(&effect)) {
        for (const auto& f : parse->resources) staged[f.href.str()] = f;
      } else if (const auto* batch = std::get_if<CommitBatch>(&effect)) {
        commit(*batch, std::exchange(staged, {}));
      } else if (const auto* end = std::get_if<PullDone>(&effect)) {
        done = *end;
      } else {
        const auto& send = std::get<SendRequest>(effect);
        ++requests;
        int status = 207;
        const auto body = answer(send.request, status);
        add(pull->on_head(send.tag, {status, {}}));
        add(pull->on_body(send.tag, body));
        add(pull->on_complete(send.tag, {}));
      }
    }
    return requests;
  }

  [[nodiscard]] bool is_here(const std::string& name) const { return texts.contains("/w/" + name); }

  std::set<std::string> not_there;  // listed, and not to be had
  bool odd_reports = false;         // to the question with a token
  SyncState state;
  Known known;
  std::map<std::string, std::string> texts;
  PullDone done;

 private:
  [[nodiscard]] Contents contents() const {
    Contents out;
    for (const auto& [href, text] : texts) out[Href(href)] = ical::uids(text).value_or(std::vector<Uid>{});
    return out;
  }

  void commit(const CommitBatch& batch, const std::map<std::string, Fetched>& staged) {
    for (const auto& [href, f] : staged) {
      known[f.href] = f.etag;
      texts[href] = f.text;
    }
    for (const auto& href : batch.removed) {
      known.erase(href);
      texts.erase(href.str());
    }
    state = batch.state;
  }

  std::string listed(std::uint64_t since) const {
    std::string out;
    for (const auto& [href, object] : objects_) {
      if (std::stoull(object.first.substr(1)) > since)
        out += member(href, "<getetag>" + object.first + "</getetag>");
    }
    return out;
  }

  std::string answer(const Request& request, int& status) const {
    const auto open = std::string(R"(<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav")") +
                      R"( xmlns:S="http://calendarserver.org/ns/">)";
    const auto number = std::to_string(revision_);
    if (request.method == "GET") {
      const auto href = request.url.substr(9);
      const bool there = objects_.contains(href) && !not_there.contains(href);
      status = there ? 200 : 404;
      return there ? objects_.at(href).second : "";
    }
    if (const auto at = request.body.find("<sync-token>"); at != std::string::npos) {
      const auto token = request.body.substr(at + 12, request.body.find('<', at + 12) - at - 12);
      if (odd_reports && !token.empty()) status = 200;
      if (odd_reports && !token.empty()) return "<html>busy</html>";
      return open + listed(token.empty() ? 0 : std::stoull(token)) + "<sync-token>" + number +
             "</sync-token></multistatus>";
    }
    if (request.body.find("multiget") != std::string::npos) {
      std::string out = open;
      for (const auto& [href, object] : objects_) {
        if (request.body.find("<href>" + href + "<") == std::string::npos || not_there.contains(href))
          continue;
        const auto behind = behind_.find(href);
        const auto& [etag, text] = behind == behind_.end() ? object : behind->second;
        out += member(href, "<getetag>" + etag + "</getetag><C:calendar-data>" + text + "</C:calendar-data>");
      }
      return out + "</multistatus>";
    }
    std::string self = "<resourcetype><collection/><C:calendar/></resourcetype>";
    if (offers_ == Offers::sync) self += "<sync-token>" + number + "</sync-token>";
    if (offers_ == Offers::ctag) self += "<S:getctag>" + number + "</S:getctag>";
    const bool lists = request.body.find("getetag") != std::string::npos;
    return open + member("/w/", self) + (lists ? listed(0) : "") + "</multistatus>";
  }

  Offers offers_;
  std::uint64_t revision_ = 0;
  using Objects = std::map<std::string, std::pair<std::string, std::string>>;
  Objects objects_;
  Objects behind_;
  Instant now_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
};

class Settling : public ::testing::TestWithParam<Offers> {};

// P14, P55: listed, and not there.
TEST_P(Settling, WhatIsListedAndNeverThereCostsNothingInTheEnd) {
  Rig rig(GetParam());
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  ASSERT_EQ(rig.pull(), 1);
  rig.put("z.ics");
  rig.not_there.insert("/w/z.ics");
  for (int i = 0; i < 6; ++i) rig.pull();
  EXPECT_EQ(rig.pull(), 1);
  EXPECT_EQ(rig.pull(), 1);
  EXPECT_EQ(rig.done.unreadable, 1U) << "and it is told";
  EXPECT_GT(rig.pull(Minutes(25 * 60)), 2) << "once a day it is asked for again";
  rig.pull();
  EXPECT_EQ(rig.pull(), 1);
  rig.not_there.clear();
  rig.put("z.ics");
  rig.pull();
  EXPECT_TRUE(rig.is_here("z.ics")) << "another version may well be had";
  rig.pull();
  EXPECT_EQ(rig.pull(), 1);
  EXPECT_EQ(rig.done.unreadable, 0U);
}

TEST_P(Settling, WhatIsThereAfterAWhileIsHad) {
  Rig rig(GetParam());
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  rig.put("z.ics");
  rig.not_there.insert("/w/z.ics");
  for (int i = 0; i < 4; ++i) rig.pull();
  rig.not_there.clear();
  rig.pull();
  EXPECT_TRUE(rig.is_here("z.ics"));
}

// DESIGN section 4, for what no listing tells: that the objects are there and have nothing in them.
TEST_P(Settling, EmptiedObjectsAreHeldUntilTheyAreSeenTwiceAnHourApart) {
  Rig rig(GetParam());
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  for (int i = 0; i < 11; ++i) rig.put(std::to_string(i) + ".ics", "VJOURNAL");
  for (int i = 0; i < 3; ++i) {
    rig.pull();
    EXPECT_EQ(rig.done.held_removals, 11U);
    EXPECT_EQ(rig.texts.at("/w/0.ics"), holding("VEVENT", "0.ics"));
  }
  rig.pull();
  EXPECT_EQ(rig.done.held_removals, 0U);
  EXPECT_EQ(rig.texts.at("/w/0.ics"), holding("VJOURNAL", "0.ics"));
  for (int i = 0; i < 4; ++i) rig.pull();
  EXPECT_EQ(rig.pull(), 1);
}

TEST_P(Settling, EmptiedObjectsThatAreFilledAgainAreAsTheyWere) {
  Rig rig(GetParam());
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics", "VJOURNAL");
  rig.pull();
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  EXPECT_EQ(rig.done.held_removals, 0U);
  EXPECT_EQ(rig.texts.at("/w/0.ics"), holding("VEVENT", "0.ics"));
  rig.pull();
  EXPECT_EQ(rig.pull(), 1);
}

// Several servers behind one name: the one that gives objects is behind the one that lists them.
TEST_P(Settling, WhatAServerBehindGaveIsHadAsItIs) {
  Rig rig(GetParam());
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  rig.put("z.ics");
  for (const char* behind : {"3.ics", "z.ics"}) {
    rig.fall_behind(behind);
    rig.put(behind, "VTODO");
  }
  rig.pull();
  EXPECT_EQ(rig.texts.at("/w/3.ics"), holding("VEVENT", "3.ics"));
  rig.catch_up();
  rig.pull();
  EXPECT_EQ(rig.texts.at("/w/3.ics"), holding("VTODO", "3.ics"));
  EXPECT_EQ(rig.texts.at("/w/z.ics"), holding("VTODO", "z.ics"));
  for (int i = 0; i < 3; ++i) rig.pull();
  EXPECT_EQ(rig.pull(), 1);
}

INSTANTIATE_TEST_SUITE_P(Server, Settling, ::testing::Values(Offers::sync, Offers::ctag, Offers::etags));

// One that says two ETags of a version for ever is not asked for ever.
TEST(SettlingWithAToken, AServerThatStaysBehindCostsNothingInTheEnd) {
  Rig rig(Offers::sync);
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  rig.fall_behind("3.ics");
  rig.put("3.ics", "VTODO");
  for (int i = 0; i < 4; ++i) rig.pull();
  EXPECT_EQ(rig.pull(), 1);
  EXPECT_EQ(rig.pull(), 1);
}

TEST(SettlingWithAToken, ASecondOddAnswerInARowIsTakenForARefusal) {
  Rig rig(Offers::sync);
  for (int i = 0; i < 12; ++i) rig.put(std::to_string(i) + ".ics");
  rig.pull();
  rig.odd_reports = true;
  rig.put("n.ics");
  rig.pull();
  EXPECT_FALSE(rig.done.result);
  rig.pull();
  EXPECT_TRUE(rig.done.result);
  EXPECT_TRUE(rig.is_here("n.ics"));
  EXPECT_EQ(rig.texts.size(), 13U);
  rig.odd_reports = false;
  rig.pull();
  EXPECT_EQ(rig.pull(), 1);
  rig.odd_reports = true;
  rig.pull();
  EXPECT_FALSE(rig.done.result) << "the first one again";
}

}  // namespace
}  // namespace evenkeel::dav
