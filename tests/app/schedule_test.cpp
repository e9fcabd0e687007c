#include "app/service/schedule.hpp"

#include "core/time/zones.hpp"
#include "io/store/store.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

const Instant start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

struct StandingClock : Clock {
  Instant at = start;
  [[nodiscard]] Instant now() const override { return at; }
};

struct NamedSource : Source {
  SourceSettings s;
  explicit NamedSource(SourceSettings given) : s(std::move(given)) {}
  [[nodiscard]] const SourceSettings& settings() const override { return s; }
  [[nodiscard]] bool local() const override { return true; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState, dav::KnownHere, Instant, bool) override {
    return {};
  }
};

struct NoTransport : Transport {
  TransferId submit(const dav::Request&, const Account&) override { return {}; }
  void cancel(TransferId) override {}
  std::vector<TransferEvent> wait(std::chrono::milliseconds, std::span<const int>) override { return {}; }
  [[nodiscard]] WireCount count(const std::string&) const override { return {}; }
};

struct NoReader : Reader {
  void submit(Job) override {}
  [[nodiscard]] std::vector<Result> collect() override { return {}; }
  [[nodiscard]] int fd() const override { return -1; }
};

/// next_cycle() looks at settings, store, clock and sources alone.
struct World {
  Settings settings;
  StandingClock clock;
  std::unique_ptr<Store> store = memory_store();
  std::vector<std::unique_ptr<Source>> sources;
  NoTransport transport;
  NoReader reader;
  Zones zones{[](std::string_view) { return std::nullopt; }};

  void add(const std::string& owner, std::optional<Instant> not_before) {
    SourceSettings s;
    s.name = {owner, "work"};
    s.poll = 3min;
    SourceStatus status;
    status.last_attempt = start - 3min;
    status.not_before = not_before;
    ASSERT_TRUE(store->save_status(s.name, status));
    sources.push_back(std::make_unique<NamedSource>(s));
  }

  Instant next(std::optional<Instant> tried = std::nullopt) {
    const Parts parts{.settings = settings,
                      .zones = zones,
                      .clock = clock,
                      .store = *store,
                      .transport = transport,
                      .reader = reader,
                      .sources = sources,
                      .make_sink = {},
                      .mailer = nullptr,
                      .mail_sender = {},
                      .mailbox = nullptr,
                      .mailbox_name = {},
                      .account = {},
                      .load_key = {},
                      .create_key = {},
                      .texts = {},
                      .wake_fds = {},
                      .stop = {}};
    return next_cycle(parts, tried);
  }
};

TEST(Schedule, WakesForTheSourceThatIsDueFirst) {
  World world;
  SourceSettings s;
  s.name = {"alex", "work"};
  s.poll = 3min;
  world.sources.push_back(std::make_unique<NamedSource>(s));
  SourceStatus status;
  status.last_attempt = start;
  status.not_before = start + 3min;
  ASSERT_TRUE(world.store->save_status(s.name, status));
  EXPECT_EQ(world.next(), start + 3min);
}

TEST(Schedule, NeverInThePastAndNeverLaterThanThePoll) {
  World world;
  EXPECT_EQ(world.next(), start + 10min);
  SourceSettings s;
  s.name = {"alex", "work"};
  world.sources.push_back(std::make_unique<NamedSource>(s));
  EXPECT_EQ(world.next(), start) << "a source that was never tried is due at once";
}

TEST(Schedule, WaitsForNobodyWhoPaused) {
  World world;
  world.add("sam", start - 1min);
  EXPECT_EQ(world.next(), start);
  ASSERT_TRUE(world.store->save_paused({PersonId("sam")}));
  EXPECT_EQ(world.next(), start + 10min) << "a paused part is never pulled, so it stays due";
  ASSERT_TRUE(world.store->save_paused({}));
  EXPECT_EQ(world.next(), start) << "taken up again";
}

TEST(Schedule, WhatCouldNotBeNotedIsNotTriedAgainAtOnce) {
  World world;
  world.add("sam", start - 1min);
  EXPECT_EQ(world.next(start), start + 3min);
  world.add("alex", start + 1min);
  EXPECT_EQ(world.next(start), start + 1min);
}

}  // namespace
}  // namespace evenkeel
