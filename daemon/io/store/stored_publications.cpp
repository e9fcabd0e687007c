#include "io/store/content_json.hpp"
#include "io/store/sqlite_store.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace evenkeel {

using sqlite::Row;

namespace {

std::int64_t seconds_of(Instant t) {
  return t.time_since_epoch().count();
}

/// `records` are by calendar and key.
void place(PublicationRecord record, std::vector<PublicationRecord>& records) {
  const auto name = [](const PublicationRecord& r) { return std::tie(r.calendar, r.key); };
  const auto before = [&](const PublicationRecord& r) { return name(r) < name(record); };
  const auto at = std::ranges::partition_point(records, before);
  if (at != records.end() && name(*at) == name(record)) {
    *at = std::move(record);
  } else {
    records.insert(at, std::move(record));
  }
}

}  // namespace

Expected<std::vector<PublicationRecord>> SqliteStore::publications() {
  if (const auto read = read_publications(); !read) return std::unexpected(read.error());
  return *publications_;
}

Expected<void> SqliteStore::read_publications() {
  if (publications_) return {};
  std::vector<PublicationRecord> records;
  const Expected<void> read = database_.each(
      "SELECT content FROM publication ORDER BY calendar, key", [&](const Row& row) -> Expected<void> {
        Expected<PublicationRecord> record = record_of(row.bytes(0), zones_);
        if (!record) return std::unexpected(record.error().within("a publication"));
        records.push_back(std::move(*record));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  records.shrink_to_fit();
  publications_ = std::move(records);
  return {};
}

Expected<void> SqliteStore::save(const PublicationRecord& record) {
  const std::string content = record_json(record);
  auto done = database_.run(
      "INSERT INTO publication (calendar, key, content) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET content = excluded.content WHERE content <> excluded.content",
      record.calendar, record.key, content);
  auto stored = record_of(content, zones_);
  if (!done || !stored) publications_.reset();
  if (publications_) place(*std::move(stored), *publications_);
  return done;
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
  auto settled = database_.transaction([&]() -> Expected<void> {
    if (auto done = discard(entry.id); !done) return done;
    if (entry.verb == OutboxEntry::Verb::remove) {
      ready_.forget({"household", entry.calendar});
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
  if (!settled) publications_.reset();  // it may hold what was undone
  return settled;
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
  if (const auto read = read_publications(); !read) return std::unexpected(read.error());
  const bool any = std::ranges::any_of(
      *publications_, [&](const PublicationRecord& record) { return record.time.end < before; });
  const std::vector<PublicationRecord> records =
      any ? *std::exchange(publications_, std::nullopt) : std::vector<PublicationRecord>{};
  return database_.transaction([&]() -> Expected<void> {
    for (const PublicationRecord& record : records) {
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
