// What the outbox's tests share: a store in memory, a calendar and a mailer that fail on demand.
#pragma once

#include "app/cycle/deliver.hpp"
#include "core/publishing/household.hpp"
#include "core/publishing/render.hpp"
#include "core/publishing/step.hpp"
#include "io/store/store.hpp"
#include "memory_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace evenkeel::test {

class Delivering : public testing::Test {
 protected:
  DeliveryReport run() {
    auto report = deliver({.store = *store,
                           .sinks = {{"shared", &calendar}},
                           .mailer = &mailer,
                           .sender = "home@example.org",
                           .now = now,
                           .quiet = quiet,
                           .same_person = same_person});
    EXPECT_TRUE(report.has_value());
    return *report;
  }

  static OutboxEntry entry(OutboxEntry::Verb verb, const Publication& ours, int sequence = 0) {
    PublicationRecord after;
    after.calendar = "shared";
    after.key = ours.key;
    after.kind = ours.kind;
    after.uid = identity().uid(ours.key, 0);
    after.href = Identity::href(after.uid);
    after.base = ours.content;
    after.time = ours.time;
    after.sequence = sequence;
    after.pushed = at(11, 21, 9);
    if (verb == OutboxEntry::Verb::remove) after.state = RecordState::withdrawn;
    OutboxEntry result = entry_for(verb, after, "test");
    if (verb != OutboxEntry::Verb::remove)
      result.body = stored_text(ours.content, after.uid, sequence, after.pushed);
    return result;
  }

  void enqueue(const OutboxEntry& one) { ASSERT_TRUE(store->enqueue({one}).has_value()); }

  /// It stands there, and the store knows.
  void publish(const Publication& ours) {
    enqueue(entry(OutboxEntry::Verb::create, ours));
    ASSERT_EQ(run().created, 1U);
  }

  ETag etag(const Publication& ours) { return calendar.files.at(file(ours)).etag; }
  static std::string file(const Publication& ours) {
    return Identity::href(identity().uid(ours.key, 0)).str();
  }
  std::vector<OutboxEntry> outbox() { return store->outbox().value(); }

  std::unique_ptr<Store> store = memory_store();
  MemoryCalendar calendar;
  MemoryMailer mailer;
  Instant now = at(11, 21, 9);
  bool quiet = false;
  std::function<bool(const Address&, const Address&)> same_person;
};

/// The same duty, a quarter of an hour later.
inline Publication later() {
  Publication result = pick_up();
  result.content.time = ZonedSpan{local(11, 24, 15, 30), local(11, 24, 16), &london()};
  return result;
}

}  // namespace evenkeel::test
