#include "core/calendar/codec.hpp"
#include "io/store/sqlite_store.hpp"
#include "io/store/sync_state_json.hpp"

#include <set>
#include <unordered_set>

namespace evenkeel {

using sqlite::Blob;
using sqlite::Row;

namespace {

constexpr std::size_t large_source = 5000;

}  // namespace

Expected<dav::SyncState> SqliteStore::sync_state(const SourceName& name) {
  forgotten_.erase(name);
  dav::SyncState state;
  const Expected<void> read = database_.each(
      "SELECT sync_state FROM source WHERE owner = ? AND name = ?",
      [&](const Row& row) -> Expected<void> {
        // What cannot be read costs a full comparison, no more.
        state = sync_state_of(row.bytes(0)).value_or(dav::SyncState{});
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  return state;
}

Expected<dav::Known> SqliteStore::known(const SourceName& name) {
  dav::Known known;
  const Expected<void> read = database_.each(
      "SELECT href, etag FROM resource WHERE source = (SELECT id FROM source WHERE owner = ? AND name = ?)",
      [&](const Row& row) -> Expected<void> {
        known.insert_or_assign(Href(row.bytes(0)), ETag(row.bytes(1)));
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  return known;
}

Expected<dav::Contents> SqliteStore::contents(const SourceName& name) {
  dav::Contents contents;
  const Expected<void> read = database_.each(
      "SELECT href, uid FROM resource JOIN object ON resource = resource.id"
      " WHERE source = (SELECT id FROM source WHERE owner = ? AND name = ?)",
      [&](const Row& row) -> Expected<void> {
        contents[Href(row.bytes(0))].emplace_back(row.bytes(1));
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  return contents;
}

Expected<std::vector<StoredObject>> SqliteStore::objects(const SourceName& name) {
  if (const auto* ready = ready_.of(name)) return *ready;
  const auto count = object_count(name);
  if (!count) return std::unexpected(count.error());
  std::vector<StoredObject> objects;
  objects.reserve(*count);
  bool readable = true;
  const Expected<void> read = database_.each(
      "SELECT href, etag, content FROM source JOIN resource ON source = source.id"
      " JOIN object ON resource = resource.id WHERE owner = ? AND name = ? ORDER BY href, uid",
      [&](const Row& row) -> Expected<void> {
        Expected<CalendarObject> object = decode(row.bytes(2));
        readable = object.has_value();
        if (!object) return std::unexpected(object.error());
        objects.push_back({Href(row.bytes(0)), ETag(row.bytes(1)), std::move(*object)});
        return {};
      },
      name.owner, name.name);
  if (read) {
    ready_.keep(name, objects);
    // Of a large source the pages that were read first are gone from the cache by now: it helps nobody.
    if (objects.size() >= large_source) database_.give_back_memory();
    return objects;
  }
  if (readable) return std::unexpected(read.error());
  if (const Expected<void> forgotten = forget_copy(name); !forgotten)
    return std::unexpected(forgotten.error());
  return fail(ErrorKind::transient, name.str() + ": the stored copy cannot be read; it will be pulled anew");
}

void SqliteStore::rest() {
  database_.give_back_memory();
  // Beside what a large household's cycle takes, reading these is nothing.
  if (!ready_.holds_all()) publications_.reset();
}

Expected<void> SqliteStore::forget_copy(const SourceName& name) {
  object_counts_.clear();
  ready_.forget(name);
  forgotten_.insert(name);
  return database_.transaction([&]() -> Expected<void> {
    if (auto gone = database_.run(
            "DELETE FROM resource WHERE source = (SELECT id FROM source WHERE owner = ? AND name = ?)",
            name.owner, name.name);
        !gone) {
      return gone;
    }
    return database_.run("UPDATE source SET sync_state = '{}', whole = 0 WHERE owner = ? AND name = ?",
                         name.owner, name.name);
  });
}

/// Made when there is none yet; inside a transaction.
Expected<std::int64_t> SqliteStore::source_id(const SourceName& name) {
  if (const auto made = database_.run("INSERT INTO source (owner, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                                      name.owner, name.name);
      !made) {
    return std::unexpected(made.error());
  }
  std::int64_t id = 0;
  const Expected<void> read = database_.each(
      "SELECT id FROM source WHERE owner = ? AND name = ?",
      [&](const Row& row) -> Expected<void> {
        id = row.integer(0);
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  return id;
}

/// Made when there is none yet.
Expected<std::int64_t> SqliteStore::resource_id(std::int64_t source, const Href& href, const ETag& etag) {
  const auto made = database_.run(
      "INSERT INTO resource (source, href, etag) VALUES (?, ?, ?)"
      " ON CONFLICT DO UPDATE SET etag = excluded.etag WHERE etag <> excluded.etag",
      source, href.str(), etag.str());
  if (!made) return std::unexpected(made.error());
  std::int64_t id = 0;
  const Expected<void> read = database_.each(
      "SELECT id FROM resource WHERE source = ? AND href = ?",
      [&](const Row& row) -> Expected<void> {
        id = row.integer(0);
        return {};
      },
      source, href.str());
  if (!read) return std::unexpected(read.error());
  return id;
}

Expected<void> SqliteStore::replace_objects(std::int64_t source, const SourceBatch& batch) {
  constexpr std::string_view remove = "DELETE FROM resource WHERE source = ? AND href = ?";
  std::unordered_set<std::string_view> replaced;
  for (const StoredObject& object : batch.changed) {
    if (!replaced.insert(object.href.str()).second) continue;
    if (const auto done = database_.run(remove, source, object.href.str()); !done) return done;
  }
  for (const StoredObject& object : batch.changed) {
    const Expected<std::int64_t> resource = resource_id(source, object.href, object.etag);
    if (!resource) return std::unexpected(resource.error());
    const std::string content = encode(object.object);
    const auto done = database_.run("INSERT OR REPLACE INTO object (resource, uid, content) VALUES (?, ?, ?)",
                                    *resource, object.object.uid.str(), Blob{content});
    if (!done) return done;
  }
  for (const auto& [href, etag] : batch.unreadable) {
    if (const auto resource = resource_id(source, href, etag); !resource)
      return std::unexpected(resource.error());
  }
  for (const auto& [href, etag] : batch.emptied) {
    if (const auto done = database_.run(remove, source, href.str()); !done) return done;
    if (const auto resource = resource_id(source, href, etag); !resource)
      return std::unexpected(resource.error());
  }
  for (const Href& href : batch.removed) {
    if (const auto done = database_.run(remove, source, href.str()); !done) return done;
  }
  return {};
}

Expected<void> SqliteStore::commit(const SourceName& name, const SourceBatch& batch) {
  object_counts_.erase(name);
  if (forgotten_.contains(name)) return fail(ErrorKind::transient, name.str() + ": it will be pulled anew");
  const auto store = [&]() -> Expected<void> {
    const Expected<std::int64_t> id = source_id(name);
    if (!id) return std::unexpected(id.error());
    if (auto done = replace_objects(*id, batch); !done) return done;
    const std::string state = sync_state_json(batch.state);
    const std::int64_t whole = batch.whole ? 1 : 0;
    return database_.run(
        "UPDATE source SET sync_state = ?1, whole = max(whole, ?2), accept_deletions = accept_deletions AND "
        "NOT ?2"
        " WHERE id = ?3 AND (sync_state <> ?1 OR whole < ?2 OR (accept_deletions AND ?2))",
        state, whole, *id);
  };
  // The parts of a pull are synced with its end. Lost before that, they are fetched once more: the state that
  // stands with them is that of before.
  auto done = batch.whole ? database_.transaction(store) : database_.passing_transaction(store);
  if (done) {
    ready_.apply(name, batch);
  } else {
    ready_.forget(name);
  }
  return done;
}

/// Counting a large calendar takes longer than a pull that finds nothing new.
Expected<std::uint64_t> SqliteStore::object_count(const SourceName& name) {
  if (const auto counted = object_counts_.find(name); counted != object_counts_.end()) return counted->second;
  std::uint64_t count = 0;
  const Expected<void> read = database_.each(
      "SELECT count(*) FROM source JOIN resource ON source = source.id JOIN object ON resource = resource.id"
      " WHERE owner = ? AND name = ?",
      [&](const Row& row) -> Expected<void> {
        count = static_cast<std::uint64_t>(row.integer(0));
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  return object_counts_[name] = count;
}

Expected<SourceStatus> SqliteStore::status(const SourceName& name) {
  SourceStatus status;
  const Expected<void> read = database_.each(
      "SELECT whole, last_attempt, last_success, last_error, failures, not_before, requests_last_cycle,"
      " bytes_last_cycle, held_deletions, accept_deletions FROM source WHERE owner = ? AND name = ?",
      [&](const Row& row) -> Expected<void> {
        status.whole = row.integer(0) != 0;
        status.last_attempt = row.optional_instant(1);
        status.last_success = row.optional_instant(2);
        status.last_error = row.optional_text(3);
        status.failures = static_cast<std::uint32_t>(row.integer(4));
        status.not_before = row.optional_instant(5);
        status.requests_last_cycle = static_cast<std::uint64_t>(row.integer(6));
        status.bytes_last_cycle = static_cast<std::uint64_t>(row.integer(7));
        status.held_deletions = static_cast<std::uint32_t>(row.integer(8));
        status.accept_deletions = row.integer(9) != 0;
        return {};
      },
      name.owner, name.name);
  if (!read) return std::unexpected(read.error());
  const auto count = object_count(name);
  if (!count) return std::unexpected(count.error());
  status.objects = *count;
  return status;
}

Expected<void> SqliteStore::save_status(const SourceName& name, const SourceStatus& status) {
  return database_.transaction([&]() -> Expected<void> {
    const Expected<SourceStatus> before = this->status(name);
    if (!before) return std::unexpected(before.error());
    SourceStatus after = status;
    after.objects = before->objects;
    after.whole = status.whole || before->whole;
    if (after == *before) return {};
    const Expected<std::int64_t> id = source_id(name);
    if (!id) return std::unexpected(id.error());
    return database_.run(
        "UPDATE source SET whole = ?, last_attempt = ?, last_success = ?, last_error = ?, failures = ?,"
        " not_before = ?, requests_last_cycle = ?, bytes_last_cycle = ?, held_deletions = ?, "
        "accept_deletions = ?"
        " WHERE id = ?",
        std::int64_t{after.whole}, after.last_attempt, after.last_success, after.last_error,
        std::int64_t{after.failures}, after.not_before, static_cast<std::int64_t>(after.requests_last_cycle),
        static_cast<std::int64_t>(after.bytes_last_cycle), std::int64_t{after.held_deletions},
        std::int64_t{after.accept_deletions}, *id);
  });
}

Expected<void> SqliteStore::keep_only(const std::vector<SourceName>& configured) {
  object_counts_.clear();
  ready_.clear();
  const std::set<SourceName> kept(configured.begin(), configured.end());
  return database_.transaction([&]() -> Expected<void> {
    std::vector<std::int64_t> gone;
    const Expected<void> read =
        database_.each("SELECT id, owner, name FROM source", [&](const Row& row) -> Expected<void> {
          if (!kept.contains({row.text(1), row.text(2)})) gone.push_back(row.integer(0));
          return {};
        });
    if (!read) return read;
    for (const std::int64_t id : gone) {
      if (auto done = database_.run("DELETE FROM source WHERE id = ?", id); !done) return done;
    }
    return {};
  });
}

}  // namespace evenkeel
