#include "io/store/sqlite_store.hpp"

namespace evenkeel {

using sqlite::Connection;
using sqlite::Row;

namespace {

/// All rows of `sql` as values.
template <typename T, typename FromRow>
Expected<std::vector<T>> list(Connection& database, std::string_view sql, FromRow from_row) {
  std::vector<T> values;
  const Expected<void> read = database.each(sql, [&](const Row& row) -> Expected<void> {
    values.push_back(from_row(row));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return values;
}

/// Writes the whole list anew, unless `stored` says that nothing changed. `insert(position, value)` writes
/// one.
template <typename T, typename Insert>
Expected<void> replace_list(Connection& database, const Expected<std::vector<T>>& stored,
                            const std::vector<T>& values, std::string_view remove_all, Insert insert) {
  if (!stored) return std::unexpected(stored.error());
  if (*stored == values) return {};
  return database.transaction([&]() -> Expected<void> {
    if (auto done = database.run(remove_all); !done) return done;
    std::int64_t position = 0;
    for (const T& value : values) {
      if (auto done = insert(position++, value); !done) return done;
    }
    return {};
  });
}

std::optional<std::string> text_of(const std::optional<PersonId>& who) {
  return who ? std::optional(who->str()) : std::nullopt;
}

}  // namespace

Expected<std::map<std::string, Instant>> SqliteStore::first_seen() {
  std::map<std::string, Instant> keys;
  const Expected<void> read =
      database_.each("SELECT key, at FROM first_seen", [&](const Row& row) -> Expected<void> {
        keys.emplace(row.text(0), row.instant(1));
        return {};
      });
  if (!read) return std::unexpected(read.error());
  return keys;
}

Expected<void> SqliteStore::save_first_seen(const std::map<std::string, Instant>& keys) {
  const Expected<std::map<std::string, Instant>> stored = first_seen();
  if (!stored) return std::unexpected(stored.error());
  if (*stored == keys) return {};
  return database_.transaction([&]() -> Expected<void> {
    for (const auto& [key, at] : *stored) {
      if (keys.contains(key)) continue;
      if (auto done = database_.run("DELETE FROM first_seen WHERE key = ?", key); !done) return done;
    }
    for (const auto& [key, at] : keys) {
      auto done = database_.run(
          "INSERT INTO first_seen (key, at) VALUES (?, ?)"
          " ON CONFLICT DO UPDATE SET at = excluded.at WHERE at <> excluded.at",
          key, at);
      if (!done) return done;
    }
    return {};
  });
}

Expected<std::vector<PastDuty>> SqliteStore::past_duties() {
  return list<PastDuty>(
      database_, "SELECT coverage, window_start, window_end, who, points FROM past_duty ORDER BY position",
      [](const Row& row) {
        const std::optional<std::string> who = row.optional_text(3);
        return PastDuty{row.text(0),
                        {row.instant(1), row.instant(2)},
                        who ? std::optional(PersonId(*who)) : std::nullopt,
                        static_cast<int>(row.integer(4))};
      });
}

Expected<void> SqliteStore::save_past_duties(const std::vector<PastDuty>& duties) {
  return replace_list(
      database_, past_duties(), duties, "DELETE FROM past_duty",
      [&](std::int64_t position, const PastDuty& duty) {
        return database_.run(
            "INSERT INTO past_duty (position, coverage, window_start, window_end, who, points)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            position, duty.coverage, duty.window.start, duty.window.end, text_of(duty.who),
            std::int64_t{duty.points});
      });
}

Expected<std::vector<PromiseRecord>> SqliteStore::promises() {
  return list<PromiseRecord>(
      database_, "SELECT who, text, by_date, open_since, ticked, dropped FROM promise ORDER BY position",
      [](const Row& row) {
        return PromiseRecord{row.text(0), row.text(1),          row.optional_date(2),
                             row.date(3), row.optional_date(4), row.integer(5) != 0};
      });
}

Expected<void> SqliteStore::save_promises(const std::vector<PromiseRecord>& promises) {
  return replace_list(database_, this->promises(), promises, "DELETE FROM promise",
                      [&](std::int64_t position, const PromiseRecord& promise) {
                        return database_.run(
                            "INSERT INTO promise (position, who, text, by_date, open_since, ticked, dropped)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)",
                            position, promise.who, promise.text, promise.by, promise.open_since,
                            promise.ticked, std::int64_t{promise.dropped});
                      });
}

Expected<std::vector<DecisionRecord>> SqliteStore::decisions() {
  return list<DecisionRecord>(
      database_, "SELECT text, review, returned FROM decision ORDER BY position",
      [](const Row& row) { return DecisionRecord{row.text(0), row.date(1), row.integer(2) != 0}; });
}

Expected<void> SqliteStore::save_decisions(const std::vector<DecisionRecord>& decisions) {
  return replace_list(database_, this->decisions(), decisions, "DELETE FROM decision",
                      [&](std::int64_t position, const DecisionRecord& decision) {
                        return database_.run(
                            "INSERT INTO decision (position, text, review, returned) VALUES (?, ?, ?, ?)",
                            position, decision.text, decision.review, std::int64_t{decision.returned});
                      });
}

Expected<std::vector<SupportRequest>> SqliteStore::support() {
  return list<SupportRequest>(
      database_, "SELECT who, first_date, last_date FROM support ORDER BY position",
      [](const Row& row) { return SupportRequest{PersonId(row.bytes(0)), row.date(1), row.date(2)}; });
}

Expected<void> SqliteStore::save_support(const std::vector<SupportRequest>& requests) {
  return replace_list(database_, support(), requests, "DELETE FROM support",
                      [&](std::int64_t position, const SupportRequest& request) {
                        return database_.run(
                            "INSERT INTO support (position, who, first_date, last_date) VALUES (?, ?, ?, ?)",
                            position, request.who.str(), request.first, request.last);
                      });
}

Expected<std::vector<PersonId>> SqliteStore::paused() {
  return list<PersonId>(database_, "SELECT who FROM paused ORDER BY position",
                        [](const Row& row) { return PersonId(row.bytes(0)); });
}

Expected<void> SqliteStore::save_paused(const std::vector<PersonId>& partners) {
  return replace_list(database_, paused(), partners, "DELETE FROM paused",
                      [&](std::int64_t position, const PersonId& partner) {
                        return database_.run("INSERT INTO paused (position, who) VALUES (?, ?)", position,
                                             partner.str());
                      });
}

Expected<std::string> SqliteStore::fact(const std::string& key) {
  std::string value;
  const Expected<void> read = database_.each(
      "SELECT value FROM fact WHERE key = ?",
      [&](const Row& row) -> Expected<void> {
        value = row.text(0);
        return {};
      },
      key);
  if (!read) return std::unexpected(read.error());
  return value;
}

Expected<void> SqliteStore::save_fact(const std::string& key, const std::string& value) {
  return database_.run(
      "INSERT INTO fact (key, value) VALUES (?, ?)"
      " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
      key, value);
}

/// Deleted rows are overwritten (secure_delete); their pages reach the database, and leave the log, with a
/// checkpoint.
Expected<void> SqliteStore::scrub() {
  return database_.each("PRAGMA wal_checkpoint(TRUNCATE)", [](const Row&) -> Expected<void> { return {}; });
}

}  // namespace evenkeel
