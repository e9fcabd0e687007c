// What a pull and its server, the reader and the store have to do with one another in time. The server, the
// network and the reader are played by hand.
#include "app/cycle/pulling.hpp"

#include "app/cycle/pull_staging.hpp"
#include "core/dav/caldav_pull.hpp"
#include "io/store/store.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <string>

namespace evenkeel {
namespace {

constexpr const char* opened = R"(<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">)";

constexpr const char* calendar = "BEGIN:VCALENDAR\nEND:VCALENDAR";

std::string href(int number) {
  return "/w/" + std::to_string(number) + ".ics";
}

std::string member(int number, const std::string& data) {
  const auto content = data.empty() ? "" : "<C:calendar-data>" + data + "</C:calendar-data>";
  return "<response><href>" + href(number) + "</href><propstat><prop><getetag>\"1\"</getetag>" + content +
         "</prop><status>HTTP/1.1 200 OK</status></propstat></response>";
}

std::string members(int from, int to, const std::string& data) {
  std::string all;
  for (int n = from; n < to; ++n) all += member(n, data);
  return all;
}

struct Asked {
  TransferId id;
  std::string pool;
  std::string body;
  bool held = false;
};

class HandNetwork final : public Transport {
 public:
  TransferId submit(const dav::Request& request, const Account& account) override {
    asked.push_back({TransferId{asked.size() + 1}, account.pool, request.body});
    return asked.back().id;
  }
  void cancel(TransferId /*id*/) override {}
  void hold(TransferId id, bool held) override { asked[static_cast<std::size_t>(id) - 1].held = held; }
  std::vector<TransferEvent> wait(std::chrono::milliseconds timeout, std::span<const int> /*fds*/) override {
    waited = timeout;
    return std::exchange(events, {});
  }
  [[nodiscard]] WireCount count(const std::string& /*pool*/) const override { return {}; }

  /// Answers all that is not answered: lists so many members, or gives those that are asked for.
  void serve(int members_listed) {
    for (; served_ < asked.size(); ++served_) {
      const Asked& request = asked[served_];
      std::string body = opened;
      const bool lists = request.body.find("<href>") == std::string::npos;
      if (lists) body += members(0, members_listed, "") + "<sync-token>t1</sync-token>";
      const std::string open = "<href>/w/";
      for (auto at = request.body.find(open); at != std::string::npos; at = request.body.find(open, at + 1)) {
        body += member(std::stoi(request.body.substr(at + open.size(), 8)), calendar);
      }
      answer(request.id, body + "</multistatus>");
    }
  }

  void answer(TransferId id, const std::string& body, bool ends = true) {
    events.emplace_back(HeadReceived{id, {207, {}}});
    events.emplace_back(BodyReceived{id, body});
    if (ends) events.emplace_back(Completed{id, {}});
  }

  std::vector<Asked> asked;
  std::vector<TransferEvent> events;
  std::chrono::milliseconds waited{0};

 private:
  std::size_t served_ = 0;
};

/// Reads so many at a time as it is let.
class HandReader final : public Reader {
 public:
  void submit(Job job) override { jobs.push_back(std::move(job)); }
  [[nodiscard]] std::vector<Result> collect() override {
    std::vector<Result> out;
    for (; let > 0 && !jobs.empty(); --let) {
      if (answer) {
        out.emplace_back(jobs.front().id, std::unexpected(*answer));
        jobs.pop_front();
        continue;
      }
      ical::ReadResult read;
      read.objects.emplace_back().uid = Uid("u");
      out.emplace_back(jobs.front().id, std::move(read));
      jobs.pop_front();
    }
    return out;
  }
  [[nodiscard]] int fd() const override { return -1; }

  std::deque<Job> jobs;
  std::size_t let = 0;
  std::optional<Error> answer;  // instead of what it reads
};

class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  }
};

class CaldavCollection final : public Source {
 public:
  explicit CaldavCollection(const std::string& name) { settings_.name = {"alex", name}; }
  [[nodiscard]] const SourceSettings& settings() const override { return settings_; }
  [[nodiscard]] bool local() const override { return false; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known, Instant now,
                                                bool accept_deletions) override {
    // As if the collection was found by an earlier pull that came no further.
    state.collection = "https://cal.example.org/w/";
    state.token = SyncToken("t0");
    return dav::caldav_pull({"https://cal.example.org/w/", "", ""}, std::move(state), std::move(known), now,
                            accept_deletions);
  }

 private:
  SourceSettings settings_;
};

class PullingTest : public ::testing::Test {
 protected:
  void begin(CaldavCollection& source) {
    Account account;
    account.pool = source.settings().name.name;
    pulling.begin(source, account, {});
  }
  void step() { static_cast<void>(pulling.step(std::chrono::milliseconds(0), {})); }
  std::size_t stored(const CaldavCollection& source) {
    const auto known = store->known(source.settings().name);
    return known ? known->size() : 0;
  }

  std::unique_ptr<Store> store = memory_store();
  HandNetwork network;
  HandReader reader;
  HandClock clock;
  CaldavCollection work{"work"};
  Pulling pulling{*store, network, reader, clock};
};

TEST_F(PullingTest, TheNextRequestIsOnItsWayWhileTheLastAnswerIsRead) {
  begin(work);
  network.serve(120);
  step();
  network.serve(120);
  step();
  EXPECT_EQ(reader.jobs.size(), 50U);
  ASSERT_EQ(network.asked.size(), 3U);
  EXPECT_NE(network.asked.back().body.find(href(50)), std::string::npos);
}

TEST_F(PullingTest, AServerThatIsQuickerThanTheReaderWaits) {
  begin(work);
  network.serve(120);
  step();
  const std::string large = "BEGIN:VCALENDAR" + std::string(100'000, 'x') + "END:VCALENDAR";
  network.answer(TransferId{2}, opened + members(0, 10, large), false);
  step();
  EXPECT_FALSE(network.asked[1].held);
  network.answer(TransferId{2}, members(10, 40, large), false);
  step();
  EXPECT_TRUE(network.asked[1].held);
  reader.let = 40;
  step();
  EXPECT_FALSE(network.asked[1].held);
}

TEST_F(PullingTest, WhatHasComeIsKeptWhenItIsGivenUp) {
  begin(work);
  network.serve(120);
  step();
  network.serve(120);
  step();
  network.answer(TransferId{3}, opened + members(50, 70, calendar), false);
  reader.let = 60;
  step();
  pulling.cancel();
  EXPECT_EQ(stored(work), 60U);
}

TEST_F(PullingTest, WhatHasComeDoesNotWaitForASlowServerToBeStored) {
  begin(work);
  network.serve(120);
  step();
  network.serve(120);
  step();
  reader.let = 50;
  step();
  static_cast<void>(pulling.step(std::chrono::minutes(1), {}));
  EXPECT_LE(network.waited, std::chrono::seconds(1));
}

TEST_F(PullingTest, ObjectsThatNobodyWasThereToReadAreNotTakenForRead) {
  begin(work);
  network.serve(60);
  step();
  network.serve(60);
  reader.let = 20;
  step();
  reader.answer = Error{ErrorKind::transient, "no process for reading calendars"};
  reader.let = 30;
  const auto ended = pulling.step(std::chrono::milliseconds(0), {});
  ASSERT_EQ(ended.size(), 1U);
  ASSERT_FALSE(ended[0].result);
  EXPECT_EQ(ended[0].result.error().text, "no process for reading calendars");
  const auto known = store->known(work.settings().name);
  ASSERT_TRUE(known);
  EXPECT_LE(known->size(), 20U);
  EXPECT_EQ(store->sync_state(work.settings().name)->token, SyncToken("t0"));
}

TEST_F(PullingTest, WhatCannotBeReadIsToldUntilItCanAndHasNoETagThatProvesIt) {
  begin(work);
  network.serve(1);
  step();
  network.serve(1);
  reader.answer = Error{ErrorKind::refused, "reading it took too long"};
  reader.let = 1;
  while (!pulling.idle()) step();
  const auto& name = work.settings().name;
  EXPECT_EQ(store->known(name)->at(Href(href(0))), ETag("unreadable:\"1\""));
  EXPECT_EQ(store->status(name)->last_error, "1 of its objects cannot be read");
  begin(work);  // nothing new
  network.answer(network.asked.back().id, std::string(opened) + "<sync-token>t1</sync-token></multistatus>");
  while (!pulling.idle()) step();
  EXPECT_EQ(store->status(name)->last_error, "1 of its objects cannot be read");
}

TEST_F(PullingTest, EightFirstPullsWaitForOneBatchOfOneAnotherAtMost) {
  std::vector<std::unique_ptr<CaldavCollection>> sources;
  for (int n = 0; n < 8; ++n) {
    sources.push_back(std::make_unique<CaldavCollection>("c" + std::to_string(n)));
    begin(*sources.back());
  }
  ASSERT_EQ(network.asked.size(), 8U) << "nobody waits for the answer of another's server";
  constexpr std::size_t read_in_a_step = 50;
  std::map<const CaldavCollection*, std::size_t> before;
  while (!pulling.idle()) {
    network.serve(700);
    reader.let = read_in_a_step;  // of all of them together
    step();
    for (const auto& source : sources) {
      const auto now = stored(*source);
      EXPECT_LE(now - before[source.get()], PullStaging::most_objects + read_in_a_step);
      before[source.get()] = now;
    }
  }
  for (const auto& source : sources) EXPECT_EQ(stored(*source), 700U);
}

}  // namespace
}  // namespace evenkeel
