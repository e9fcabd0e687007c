#include "core/calendar/codec.hpp"
#include "core/time/text.hpp"
#include "io/store/database_file.hpp"
#include "io/store/migration.hpp"
#include "io/store/schema.hpp"
#include "io/store/sqlite_store.hpp"
#include "io/store/store.hpp"
#include "io/system/state_directory.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace evenkeel {

namespace {

using sqlite::Access;
using sqlite::Connection;
using sqlite::Row;

/// invalid_data when SQLite finds damage.
Expected<void> check(Connection& database, bool thoroughly) {
  return database.each(thoroughly ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)",
                       [](const Row& row) -> Expected<void> {
                         if (row.bytes(0) == "ok") return {};
                         std::string text = row.text(0);  // of two lines, where it names the database
                         std::ranges::replace(text, '\n', ' ');
                         return fail(ErrorKind::invalid_data, "the database is damaged: " + text);
                       });
}

/// Sources whose objects were written by another codec are emptied, so that they are pulled anew. Each was
/// written by one codec, so one object tells; only that one is read, however many there are.
Expected<std::vector<Warning>> drop_unreadable(Connection& database) {
  std::vector<std::pair<std::int64_t, Warning>> unreadable;
  const Expected<void> read = database.each(
      "SELECT s.id, s.owner, s.name, o.content FROM source AS s JOIN object AS o ON o.rowid ="
      " (SELECT p.rowid FROM resource AS r JOIN object AS p ON p.resource = r.id WHERE r.source = s.id LIMIT "
      "1)",
      [&](const Row& row) -> Expected<void> {
        if (decode(row.bytes(3))) return {};
        unreadable.push_back({row.integer(0),
                              {SourceName{row.text(1), row.text(2)}.str(),
                               "the stored copy is of another version; it will be pulled anew"}});
        return {};
      });
  if (!read) return std::unexpected(read.error());
  std::vector<Warning> warnings;
  for (auto& [source, warning] : unreadable) {
    const auto done = database.transaction([&, id = source]() -> Expected<void> {
      if (auto gone = database.run("DELETE FROM resource WHERE source = ?", id); !gone) return gone;
      return database.run("UPDATE source SET sync_state = '{}', whole = 0 WHERE id = ?", id);
    });
    if (!done) return std::unexpected(done.error());
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

struct Ready {
  Connection database;
  std::vector<Warning> warnings;
};

/// invalid_data: it is damaged. All of it is read, but where nothing has touched the file since we closed it.
Expected<Ready> open_to_write(const std::string& path) {
  const bool unclean = stopped_uncleanly(path);
  const bool known = stands_as_noted(path);
  if (auto made = make_database_file(path); !made) return std::unexpected(made.error());
  Expected<Connection> database = Connection::open(path, Access::write);
  if (!database) return std::unexpected(database.error());
  if (!known) {
    if (const auto sound = check(*database, unclean); !sound) return std::unexpected(sound.error());
  }
  const Expected<int> before = bring_up_to_date(*database);
  if (!before) return std::unexpected(before.error());
  Expected<std::vector<Warning>> warnings = drop_unreadable(*database);
  if (!warnings) return std::unexpected(warnings.error());
  if (*before != 0 && *before != schema_version) {
    warnings->push_back({path, fmt::format("brought from form {} to {}; all sources will be pulled anew",
                                           *before, schema_version)});
  }
  return Ready{std::move(*database), std::move(*warnings)};
}

/// A fresh database in the place of a damaged one, with what could be saved of it.
Expected<Ready> start_anew(const std::string& path, Instant now, const std::string& damage) {
  const Expected<std::string> aside = set_aside(path, now);
  if (!aside) return std::unexpected(aside.error());
  Expected<Ready> ready = open_to_write(path);
  if (!ready) return ready;
  std::string text =
      fmt::format("{}; it was set aside as {} and a new one made, which the next pulls fill", damage, *aside);
  const std::vector<std::string> lost = salvage(ready->database, *aside);
  if (!lost.empty()) text += fmt::format("; lost: {}", fmt::join(lost, ", "));
  ready->warnings.push_back({path, std::move(text)});
  return ready;
}

/// A connection that can only read; where nobody can write beside the file, SQLite has to be told so.
Expected<Connection> open_to_read(const std::string& path) {
  Expected<Connection> database = Connection::open(path, Access::read);
  Expected<void> sound;
  if (database)
    sound = database->each("SELECT 1 FROM sqlite_schema", [](const Row&) -> Expected<void> { return {}; });
  if (database && sound) return database;
  const Error error = database ? sound.error() : database.error();
  const bool hindered = error.kind == ErrorKind::permanent || error.kind == ErrorKind::refused;
  if (hindered && !stopped_uncleanly(path)) {
    return Connection::open(path, Access::immutable);
  }
  return std::unexpected(error);
}

/// A database in memory in the present form, with the content of the file where there is one.
Expected<Connection> copy_of(const std::string& path) {
  Expected<Connection> copy = Connection::open(path, Access::memory);
  if (!copy) return copy;
  const Expected<bool> there = database_exists(path);
  if (!there) return std::unexpected(there.error());
  if (*there) {
    Expected<Connection> file = open_to_read(path);
    if (!file) return file;
    if (const auto done = copy->copy_from(*file); !done) return std::unexpected(done.error());
  }
  if (const auto done = bring_up_to_date(*copy); !done) return std::unexpected(done.error());
  return copy;
}

Expected<bool> in_present_form(Connection& database) {
  bool present = false;
  const Expected<void> read = database.each("PRAGMA user_version", [&](const Row& row) -> Expected<void> {
    present = row.integer(0) == schema_version;
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return present;
}

Opened store_on(Connection database, Zones& zones, std::string noted = {}) {
  return {std::make_unique<SqliteStore>(std::move(database), zones, std::move(noted)), {}};
}

}  // namespace

Expected<Opened> open_store(const std::string& state_directory, Instant now, Zones& zones) {
  if (const auto made = make_state_directory(state_directory); !made) return std::unexpected(made.error());
  const std::string path = database_path(state_directory);
  Expected<Ready> ready = open_to_write(path);
  if (!ready && ready.error().kind == ErrorKind::invalid_data)
    ready = start_anew(path, now, ready.error().text);
  if (!ready) return std::unexpected(ready.error());
  Opened opened = store_on(std::move(ready->database), zones, path);
  opened.warnings = std::move(ready->warnings);
  if (auto others = who_else_writes_state(state_directory))
    opened.warnings.push_back({state_directory, *std::move(others)});
  return opened;
}

Expected<Opened> open_store_read_only(const std::string& state_directory, Zones& zones) {
  const std::string path = database_path(state_directory);
  const Expected<bool> there = database_exists(path);
  if (!there) return std::unexpected(there.error());
  if (*there) {
    Expected<Connection> database = open_to_read(path);
    if (!database) return std::unexpected(database.error());
    const Expected<bool> present = in_present_form(*database);
    if (!present) return std::unexpected(present.error());
    if (*present) return store_on(std::move(*database), zones);
  }
  Expected<Connection> copy = copy_of(path);
  if (!copy) return std::unexpected(copy.error());
  if (const auto done = copy->forbid_changes(); !done) return std::unexpected(done.error());
  return store_on(std::move(*copy), zones);
}

Expected<Opened> open_store_copy(const std::string& state_directory, Zones& zones) {
  Expected<Connection> copy = copy_of(database_path(state_directory));
  if (!copy) return std::unexpected(copy.error());
  return store_on(std::move(*copy), zones);
}

}  // namespace evenkeel
