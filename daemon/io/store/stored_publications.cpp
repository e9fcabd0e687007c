#include "io/store/content_json.hpp"
#include "io/store/sqlite_store.hpp"

namespace evenkeel {

using sqlite::Row;

namespace {

std::int64_t seconds_of(Instant t) {
  return t.time_since_epoch().count();
}

}  // namespace

Expected<std::vector<PublicationRecord>> SqliteStore::publications() {
  std::vector<PublicationRecord> records;
  const Expected<void> read = database_.each(
      "SELECT content FROM publication ORDER BY calendar, key", [&](const Row& row) -> Expected<void> {
        Expected<PublicationRecord> record = record_of(row.bytes(0), zones_);
        if (!record) return std::unexpected(record.error().within("a publication"));
        records.push_back(std::move(*record));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  return records;
}

Expected<void> SqliteStore::save(const PublicationRecord& record) {
  return database_.run(
      "INSERT INTO publication (calendar, key, content) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET content = excluded.content WHERE content <> excluded.content",
      record.calendar, record.key, record_json(record));
}

Expected<void> SqliteStore::enqueue(const std::vector<OutboxEntry>& entries) {
  return database_.transaction([&]() -> Expected<void> {
    for (const OutboxEntry& entry : entries) {
      if (auto done = database_.run("INSERT INTO outbox (calendar, key, body, content) VALUES (?, ?, ?, ?)",
                                    entry.calendar, entry.key, entry.body, outbox_json(entry));
          !done) {
        return done;
      }
    }
    return {};
  });
}

Expected<std::vector<OutboxEntry>> SqliteStore::outbox() {
  std::vector<OutboxEntry> entries;
  const Expected<void> read = database_.each(
      "SELECT id, body, content FROM outbox ORDER BY id", [&](const Row& row) -> Expected<void> {
        Expected<OutboxEntry> entry = outbox_of(row.bytes(2), zones_);
        if (!entry) return std::unexpected(entry.error().within("an outbox entry"));
        entry->id = row.integer(0);
        entry->body = row.text(1);
        entries.push_back(std::move(*entry));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  return entries;
}

Expected<void> SqliteStore::settle(const OutboxEntry& entry) {
  object_counts_.clear();
  return database_.transaction([&]() -> Expected<void> {
    if (auto done = discard(entry.id); !done) return done;
    if (entry.verb == OutboxEntry::Verb::remove) {
      if (auto done =
              database_.run("DELETE FROM resource WHERE href = ?"
                            " AND source = (SELECT id FROM source WHERE owner = 'household' AND name = ?)",
                            entry.href.str(), entry.calendar);
          !done) {
        return done;
      }
    }
    if (!entry.after.key.empty()) {
      if (auto done = save(entry.after); !done) return done;
    }
    if (entry.dedup.empty()) return {};
    return database_.run("INSERT INTO send_log (dedup, event_end) VALUES (?, ?) ON CONFLICT DO NOTHING",
                         entry.dedup, seconds_of(entry.after.time.end));
  });
}

Expected<void> SqliteStore::postpone(const OutboxEntry& entry) {
  return database_.run(
      "UPDATE outbox SET body = ?1, content = ?2 WHERE id = ?3 AND (body <> ?1 OR content <> ?2)", entry.body,
      outbox_json(entry), entry.id);
}

Expected<void> SqliteStore::discard(std::int64_t id) {
  return database_.run("DELETE FROM outbox WHERE id = ?", id);
}

Expected<bool> SqliteStore::was_sent(const std::string& dedup) {
  bool found = false;
  const Expected<void> read = database_.each(
      "SELECT 1 FROM send_log WHERE dedup = ?",
      [&](const Row&) -> Expected<void> {
        found = true;
        return {};
      },
      dedup);
  if (!read) return std::unexpected(read.error());
  return found;
}

Expected<std::set<std::string>> SqliteStore::sent() {
  std::set<std::string> keys;
  const Expected<void> read =
      database_.each("SELECT dedup FROM send_log", [&](const Row& row) -> Expected<void> {
        keys.insert(row.text(0));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  return keys;
}

Expected<void> SqliteStore::prune(Instant before) {
  const auto records = publications();
  if (!records) return std::unexpected(records.error());
  return database_.transaction([&]() -> Expected<void> {
    for (const PublicationRecord& record : *records) {
      if (record.time.end >= before) continue;
      if (auto done = database_.run("DELETE FROM publication WHERE calendar = ? AND key = ?", record.calendar,
                                    record.key);
          !done) {
        return done;
      }
    }
    return database_.run("DELETE FROM send_log WHERE event_end < ?", seconds_of(before));
  });
}

}  // namespace evenkeel
