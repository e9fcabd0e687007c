// What the store's tests share: zones, and objects to store.
#pragma once

#include "core/time/zones.hpp"
#include "io/store/store.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace evenkeel {

/// Without a machine's zone data: all that stores need is UTC and a name that is not known.
inline Zones& test_zones() {
  static Zones zones([](std::string_view) { return std::optional<std::string>(); });
  return zones;
}

inline Instant at(std::int64_t seconds) {
  return Instant(Seconds(seconds));
}
inline Date on(int days) {
  return Date(Days(days));
}

/// Gives what `expected` holds, or fails the test with its error.
template <typename T>
T must(Expected<T> expected) {
  if (!expected) {
    ADD_FAILURE() << expected.error().text;
    std::abort();
  }
  return std::move(*expected);
}
inline void must(const Expected<void>& expected) {
  ASSERT_TRUE(expected.has_value()) << expected.error().text;
}

inline std::unique_ptr<Store> opened(const std::string& directory) {
  return must(open_store(directory, at(1'795'251'600), test_zones())).store;
}

inline StoredObject object(const std::string& href, const std::string& etag, const std::string& uid = {}) {
  StoredObject stored{Href(href), ETag(etag), {}};
  stored.object.uid = Uid(uid.empty() ? href + "-uid" : uid);
  Component component;
  component.uid = stored.object.uid;
  component.dtstart = at(1'795'251'600);
  component.summary = PrivateText("Planning with a name of ordinary length");
  stored.object.components.push_back(component);
  return stored;
}

inline SourceBatch batch(std::vector<StoredObject> changed, const std::string& token, bool whole = true) {
  SourceBatch made;
  made.changed = std::move(changed);
  made.state.token = SyncToken(token);
  made.whole = whole;
  return made;
}

inline PublicationRecord record(const std::string& key, int sequence = 0) {
  PublicationRecord made;
  made.calendar = "shared";
  made.key = key;
  made.sequence = sequence;
  made.uid = Uid("abc@evenkeel");
  made.href = Href("abc.ics");
  made.base.title = "Sam: School pick-up";
  made.base.time = DateSpan{on(20'000), on(20'001)};
  return made;
}

inline OutboxEntry entry(const std::string& key, const std::string& dedup = {}) {
  OutboxEntry made;
  made.calendar = "shared";
  made.key = key;
  made.dedup = dedup;
  made.verb = dedup.empty() ? OutboxEntry::Verb::create : OutboxEntry::Verb::mail;
  made.body = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  made.after = record(key, 1);
  return made;
}

}  // namespace evenkeel
