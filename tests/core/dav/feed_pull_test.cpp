// Feeds by what they change; their conversations are in data/pull.
#include "core/dav/feed_pull.hpp"

#include "core/dav/content_identity.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + Hours(9);

std::string event(const std::string& uid, const std::string& summary,
                  const std::string& stamp = "20261101T000000Z") {
  return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:" + stamp +
         "\r\nDTSTART:20261201T100000Z\r\nSUMMARY:" + summary + "\r\nEND:VEVENT\r\n";
}

std::string calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n" + events + "END:VCALENDAR\r\n";
}

/// A store with one feed.
struct Stored {
  SyncState state;
  Known known;
  std::vector<std::string> parsed;
  std::vector<std::string> texts;
  int commits = 0;
  PullDone done;
  std::string charset;

  void pull(const std::string& text, Instant at = now) {
    parsed.clear();
    texts.clear();
    commits = 0;
    Known staged;
    for (auto& effect : feed_changes(text, charset, state, state, known, at, false)) {
      if (const auto* parse = std::get_if<ParseObjects>(&effect)) {
        for (const auto& f : parse->resources) {
          parsed.push_back(f.href.str());
          texts.push_back(f.text);
          staged[f.href] = f.etag;
        }
      } else if (const auto* batch = std::get_if<CommitBatch>(&effect)) {
        ++commits;
        for (const auto& [href, etag] : staged) known[href] = etag;
        for (const auto& href : batch->removed) known.erase(href);
        state = batch->state;
      } else if (const auto* end = std::get_if<PullDone>(&effect)) {
        done = *end;
      }
    }
  }
};

TEST(FeedChanges, ParsesOnlyWhatChanged) {
  Stored feed;
  feed.pull(calendar(event("1", "a") + event("2", "b")));
  EXPECT_EQ(feed.parsed, (std::vector<std::string>{"uid:1", "uid:2"}));
  feed.pull(calendar(event("1", "a") + event("2", "c") + event("3", "d")));
  EXPECT_EQ(feed.parsed, (std::vector<std::string>{"uid:2", "uid:3"}));
  EXPECT_EQ(feed.known.size(), 3U);
}

TEST(FeedChanges, WritesNothingForNoise) {  // P48
  Stored feed;
  feed.pull(calendar(event("1", "a", "20261101T000000Z")));
  feed.pull(calendar(event("1", "a", "20261121T090000Z")));
  EXPECT_TRUE(feed.parsed.empty());
  EXPECT_EQ(feed.commits, 0);
  EXPECT_FALSE(feed.done.changed);
}

TEST(FeedChanges, LooksAtWhatCouldNotBeReadOnceADay) {
  Stored feed;
  const auto text = calendar(event("1", "a") + event("2", "b"));
  feed.pull(text);
  auto& etag = feed.known.at(Href("uid:2"));
  etag = ETag("unreadable:" + etag.str());
  feed.pull(text, now + Hours(1));
  EXPECT_TRUE(feed.parsed.empty());
  feed.pull(text, now + Hours(24));
  EXPECT_EQ(feed.parsed, (std::vector<std::string>{"uid:2"}));
}

TEST(FeedChanges, ReadsWhatIsNoUtf8) {
  Stored feed;
  feed.pull(calendar(event("1", "K\xE4se")));
  ASSERT_EQ(feed.texts.size(), 1U);
  EXPECT_NE(feed.texts[0].find("SUMMARY:K\xC3\xA4se"), std::string::npos) << feed.texts[0];
  feed.charset = "iso-8859-15";
  feed.pull(calendar(event("1", "5 \xA4")));
  ASSERT_EQ(feed.texts.size(), 1U);
  EXPECT_NE(feed.texts[0].find("SUMMARY:5 \xE2\x82\xAC"), std::string::npos) << feed.texts[0];
}

TEST(FeedChanges, RemovesWhatIsGone) {
  Stored feed;
  feed.pull(calendar(event("1", "a") + event("2", "b")));
  feed.pull(calendar(event("2", "b")));
  EXPECT_EQ(feed.known.size(), 1U);
  EXPECT_TRUE(feed.done.changed);
}

// P95, P96, P30: whatever is not whole changes nothing.
TEST(FeedChanges, NeedsAWholeCalendar) {
  const auto whole = calendar(event("1", "a") + event("2", "b"));
  Stored feed;
  feed.pull(whole);
  const auto known = feed.known;
  for (std::size_t size = 0; size + 2 < whole.size(); size += 7) {
    const auto cut = whole.substr(0, size);
    feed.pull(cut);
    EXPECT_FALSE(feed.done.result) << size;
    EXPECT_EQ(feed.commits, 0) << size;
  }
  EXPECT_EQ(feed.known, known);
}

// P38: new UIDs at every download, the same events.
TEST(FeedChanges, RecognisesEventsUnderNewUids) {
  Stored feed;
  std::string first;
  std::string second;
  for (int i = 0; i < 20; ++i) {
    first += event("old" + std::to_string(i), "title " + std::to_string(i));
    second += event("new" + std::to_string(i), "title " + std::to_string(i), "20261121T080000Z");
  }
  feed.pull(calendar(first));
  const auto known = feed.known;
  feed.pull(calendar(second));
  EXPECT_TRUE(feed.parsed.empty());
  EXPECT_EQ(feed.known, known);
  EXPECT_EQ(feed.done.held_removals, 0U);
  feed.pull(calendar(second + event("another", "really new")));
  EXPECT_EQ(feed.parsed, (std::vector<std::string>{"uid:another"}));
}

// P38, with a line that says when the feed was made, as some do.
TEST(FeedChanges, RecognisesEventsUnderNewUidsThatChangeALittle) {
  Stored feed;
  const auto version = [](int n) {
    std::string all;
    for (int i = 0; i < 20; ++i) {
      all += "BEGIN:VEVENT\r\nUID:v" + std::to_string(n) + "-" + std::to_string(i) +
             "\r\nDTSTART:20261201T100000Z\r\nSUMMARY:title " + std::to_string(i) +
             "\r\nX-MADE:" + std::to_string(n) + "\r\nEND:VEVENT\r\n";
    }
    return calendar(all);
  };
  feed.pull(version(1));
  for (int n = 2; n < 6; ++n) {
    feed.pull(version(n));
    EXPECT_EQ(feed.known.size(), 20U);
    EXPECT_TRUE(feed.known.contains(Href("uid:v1-7")));
    EXPECT_EQ(feed.done.held_removals, 0U);
    EXPECT_EQ(feed.parsed.size(), 20U) << "what is different is read";
    EXPECT_NE(feed.texts[7].find("UID:v1-7\r\n"), std::string::npos) << feed.texts[7];
    EXPECT_EQ(feed.texts[7].find("UID:v" + std::to_string(n)), std::string::npos);
  }
}

// P38, with a count in each title: when they are tells which they are.
TEST(FeedChanges, RecognisesEventsUnderNewUidsAndTitlesByTheirTimes) {
  Stored feed;
  const auto version = [](int n, bool distinct) {
    std::string all;
    for (int i = 0; i < 20; ++i) {
      all += "BEGIN:VEVENT\r\nUID:v" + std::to_string(n) + "-" + std::to_string(i) + "\r\nDTSTART:20261201T" +
             (distinct ? std::to_string(i) : "") + "100000Z\r\nSUMMARY:title (" + std::to_string(n) +
             " left)\r\nEND:VEVENT\r\n";
    }
    return calendar(all);
  };
  feed.pull(version(1, true));
  for (int n = 2; n < 6; ++n) {
    feed.pull(version(n, true));
    EXPECT_EQ(feed.known.size(), 20U);
    EXPECT_TRUE(feed.known.contains(Href("uid:v1-7")));
    EXPECT_EQ(feed.done.held_removals, 0U);
    EXPECT_NE(feed.texts[7].find(" left"), std::string::npos);
  }
  Stored alike;
  alike.pull(version(1, false));
  alike.pull(version(2, false));
  EXPECT_EQ(alike.done.held_removals, 20U) << "which is which cannot be told";
}

TEST(FeedChanges, TakesASingleNewUidAtItsWord) {
  Stored feed;
  feed.pull(calendar(event("1", "a") + event("2", "b")));
  feed.pull(calendar(event("1", "a") + event("3", "b")));
  EXPECT_TRUE(feed.known.contains(Href("uid:3")));
  EXPECT_FALSE(feed.known.contains(Href("uid:2")));
}

TEST(FeedChanges, HoldsAMassRemoval) {  // P10
  Stored feed;
  std::string all;
  for (int i = 0; i < 20; ++i) all += event(std::to_string(i), "t" + std::to_string(i));
  feed.pull(calendar(all));
  feed.pull(calendar(event("0", "t0")));
  EXPECT_EQ(feed.known.size(), 20U);
  EXPECT_EQ(feed.done.held_removals, 19U);
  feed.pull(calendar(event("0", "t0")), now + Hours(1));
  EXPECT_EQ(feed.known.size(), 1U);
}

// A program that dies while it writes the feed: what is missing behind its last words is waited for.
TEST(FeedChanges, HoldsAnyRemovalByACalendarWithForeignLinesInIt) {
  Stored feed;
  const auto whole = calendar(event("1", "a") + event("2", "b") + event("3", "c"));
  const auto broken = calendar(event("1", "a") + "Fatal error: Allowed memory size exhausted\r\n");
  feed.pull(whole);
  feed.pull(broken);
  EXPECT_EQ(feed.known.size(), 3U);
  EXPECT_EQ(feed.done.held_removals, 2U);
  feed.pull(whole, now + Minutes(20));
  EXPECT_EQ(feed.done.held_removals, 0U);
  feed.pull(broken, now + Minutes(40));
  feed.pull(broken, now + Minutes(99));
  EXPECT_EQ(feed.known.size(), 3U) << "the hour begins anew";
  feed.pull(broken, now + Minutes(100));
  EXPECT_EQ(feed.known.size(), 1U);
  feed.pull(calendar(""), now + Minutes(120));
  EXPECT_EQ(feed.known.size(), 0U) << "few, and no sign of trouble";
}

TEST(FeedChanges, TellsTheRefreshHint) {
  Stored feed;
  feed.pull(calendar("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" + event("1", "a")));
  EXPECT_EQ(feed.done.refresh_hint, Hours(1));
}

}  // namespace
}  // namespace evenkeel::dav
