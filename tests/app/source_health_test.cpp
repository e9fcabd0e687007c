#include "app/cycle/source_health.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;

const Instant now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

SourceSettings settings() {
  SourceSettings s;
  s.name = {"alex", "work"};
  s.poll = 10min;
  return s;
}

dav::PullDone failed() {
  dav::PullDone done;
  done.result = std::unexpected(Error{ErrorKind::transient, "refused"});
  return done;
}

TEST(SourceHealth, AGoodPullMendsEverything) {
  SourceStatus status = status_after({}, failed(), {}, settings(), now);
  status = status_after(status, dav::PullDone{}, {.requests = 1, .bytes = 900, .skipped = 0}, settings(),
                        now + 1h);
  EXPECT_EQ(status.failures, 0U);
  EXPECT_EQ(status.last_success, now + 1h);
  EXPECT_FALSE(status.last_error);
  EXPECT_EQ(status.requests_last_cycle, 1U);
  EXPECT_EQ(due_at(status, settings(), now + 1h), now + 1h + 10min);
  EXPECT_EQ(state_of(status, settings(), now + 1h), SourceState::ok);
}

// PITFALLS P51, P110: the wait grows, has jitter, and ends somewhere.
TEST(SourceHealth, FailuresWaitLongerAndLonger) {
  SourceStatus status;
  Seconds before{0};
  for (int i = 0; i < 4; ++i) {
    status = status_after(status, failed(), {}, settings(), now);
    const Seconds wait = due_at(status, settings(), now) - now;
    EXPECT_GT(wait, before);
    before = wait;
  }
  for (int i = 0; i < 60; ++i) status = status_after(status, failed(), {}, settings(), now);
  EXPECT_LE(due_at(status, settings(), now) - now, 2h + 24min);
  EXPECT_EQ(state_of(status, settings(), now), SourceState::failing);
}

TEST(SourceHealth, AServerMayAskForMoreTime) {
  dav::PullDone done = failed();
  done.retry_after = Seconds(90min);
  EXPECT_GE(due_at(status_after({}, done, {}, settings(), now), settings(), now) - now, 90min);
}

// DESIGN section 4: within the configured bounds. One that asks for a month is no reason to call it stale.
TEST(SourceHealth, AFeedMayAskForMoreTimeButNotToBecomeStale) {
  const auto wait = [](const SourceSettings& s, Seconds asked) {
    dav::PullDone done;
    done.refresh_hint = asked;
    return due_at(status_after({}, done, {}, s, now), s, now) - now;
  };
  SourceSettings feed = settings();
  feed.stale_after = Hours(8);
  EXPECT_EQ(wait(feed, 1min), 10min);
  EXPECT_EQ(wait(feed, 3h), 3h);
  EXPECT_EQ(wait(feed, 24h * 30), 4h);
  feed.stale_after = Days(10);
  EXPECT_EQ(wait(feed, 24h * 30), 24h);
  feed.poll = 6h;
  feed.stale_after = Hours(8);
  EXPECT_EQ(wait(feed, 24h), 6h);
}

TEST(SourceHealth, AClockThatWasSetBackMakesItDue) {
  const SourceStatus status = status_after({}, dav::PullDone{}, {}, settings(), now + 24h * 3650);
  EXPECT_EQ(due_at(status, settings(), now), now);
}

TEST(SourceHealth, SilenceIsToldThenForgotten) {
  SourceStatus status = status_after({}, dav::PullDone{}, {}, settings(), now);
  EXPECT_FALSE(is_stale(status, settings(), now + 24h));
  EXPECT_TRUE(is_stale(status, settings(), now + 24h + 1s));
  EXPECT_EQ(state_of(status, settings(), now + 25h), SourceState::stale);
  EXPECT_FALSE(is_forgotten(status, settings(), now + Days(14)));
  EXPECT_TRUE(is_forgotten(status, settings(), now + Days(14) + 1s));
}

TEST(SourceHealth, NeverTriedIsNever) {
  EXPECT_EQ(state_of({}, settings(), now), SourceState::never);
}

TEST(SourceHealth, AFailedPullLetsNoHeldDeletionGo) {
  dav::PullDone done;
  done.held_removals = 12;
  SourceStatus status = status_after({}, done, {}, settings(), now);
  status = status_after(status, failed(), {}, settings(), now + 10min);
  EXPECT_EQ(status.held_deletions, 12U);
  EXPECT_EQ(state_of(status, settings(), now + 10min), SourceState::failing) << "as it is for a sink";
  EXPECT_EQ(state_of(status, settings(), now + 25h), SourceState::stale);
  EXPECT_EQ(status.last_error, "refused");
  status = status_after(status, done, {}, settings(), now + 26h);
  EXPECT_EQ(state_of(status, settings(), now + 26h), SourceState::held);
}

TEST(SourceHealth, HeldDeletionsAreAState) {
  dav::PullDone done;
  done.held_removals = 12;
  SourceStatus status;
  status.accept_deletions = true;
  status = status_after(status, done, {}, settings(), now);
  EXPECT_EQ(state_of(status, settings(), now), SourceState::held);
  EXPECT_TRUE(status.accept_deletions) << "what a person allowed waits for the pull that can use it";
  EXPECT_FALSE(status_after(status, dav::PullDone{}, {}, settings(), now).accept_deletions);
}

}  // namespace
}  // namespace evenkeel
