#include "io/store/migration.hpp"

#include "io/store/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenkeel {

namespace {

using sqlite::Connection;
using sqlite::Row;

/// Tables of which nobody else has a copy.
constexpr std::array<std::string_view, 10> kept{"publication", "outbox",  "send_log", "first_seen",
                                                "past_duty",   "promise", "decision", "support",
                                                "paused",      "fact"};

bool is_kept(std::string_view table) {
  return std::find(kept.begin(), kept.end(), table) != kept.end();
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

Expected<int> form_of(Connection& database) {
  int version = 0;
  const Expected<void> read = database.each("PRAGMA user_version", [&](const Row& row) -> Expected<void> {
    version = static_cast<int>(row.integer(0));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return version;
}

/// Names in the first column of `sql`.
template <typename... Values>
Expected<std::vector<std::string>> names(Connection& database, std::string_view sql,
                                         const Values&... values) {
  std::vector<std::string> found;
  const Expected<void> read = database.each(
      sql,
      [&](const Row& row) -> Expected<void> {
        found.push_back(row.text(0));
        return {};
      },
      values...);
  if (!read) return std::unexpected(read.error());
  return found;
}

/// Copies schema.from into main.to, the columns that both have. Nothing when there is no such table.
Expected<void> copy_rows(Connection& database, const std::string& schema, const std::string& from,
                         const std::string& to) {
  const auto shared = names(database,
                            "SELECT name FROM pragma_table_info(?1, ?2) WHERE name IN (SELECT name FROM "
                            "pragma_table_info(?3, 'main'))",
                            from, schema, to);
  if (!shared) return std::unexpected(shared.error());
  if (shared->empty()) return {};
  std::string columns;
  for (const std::string& column : *shared) columns += (columns.empty() ? "" : ", ") + quoted(column);
  return database.script(fmt::format("INSERT OR IGNORE INTO main.{} ({}) SELECT {} FROM {}.{}", quoted(to),
                                     columns, columns, schema, quoted(from)));
}

std::string aside(std::string_view table) {
  return fmt::format("before_{}", table);
}

/// Gets the tables of the older form out of the way: kept ones under another name, the rest for good.
Expected<void> clear_the_way(Connection& database) {
  const auto indexes =
      names(database, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
  if (!indexes) return std::unexpected(indexes.error());
  for (const std::string& index : *indexes) {
    if (auto done = database.script("DROP INDEX " + quoted(index)); !done) return done;
  }
  const auto tables =
      names(database,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  if (!tables) return std::unexpected(tables.error());
  for (const std::string& table : *tables) {
    const std::string statement =
        is_kept(table) ? fmt::format("ALTER TABLE {} RENAME TO {}", quoted(table), quoted(aside(table)))
                       : "DROP TABLE " + quoted(table);
    if (auto done = database.script(statement); !done) return done;
  }
  return {};
}

Expected<void> rebuild(Connection& database) {
  if (auto done = clear_the_way(database); !done) return done;
  if (auto done = database.script(schema_sql); !done) return done;
  for (const std::string_view table : kept) {
    const std::string old = aside(table);
    if (auto done = copy_rows(database, "main", old, std::string(table)); !done) return done;
    if (auto done = database.script("DROP TABLE IF EXISTS " + quoted(old)); !done) return done;
  }
  return database.script(fmt::format("PRAGMA user_version = {}", schema_version));
}

constexpr const char* all_columns =
    "SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = "
    "'table' ORDER BY 1";

/// invalid_data: a table or a column is not there that the form it says it has, has.
Expected<void> has_all(Connection& database) {
  Expected<Connection> form = Connection::open("", sqlite::Access::memory);
  if (!form) return std::unexpected(form.error());
  if (auto made = form->script(schema_sql); !made) return made;
  const auto expected = names(*form, all_columns);
  const auto found = names(database, all_columns);
  if (!expected || !found) return std::unexpected(expected ? found.error() : expected.error());
  for (const std::string& column : *expected) {
    if (std::ranges::binary_search(*found, column)) continue;
    return fail(ErrorKind::invalid_data, "the database is damaged: it has no " + column);
  }
  return {};
}

}  // namespace

Expected<int> bring_up_to_date(Connection& database) {
  const Expected<int> form = form_of(database);
  if (!form) return form;
  if (*form == schema_version) {
    if (const auto whole = has_all(database); !whole) return std::unexpected(whole.error());
    return form;
  }
  if (*form > schema_version) {
    return fail(
        ErrorKind::refused,
        fmt::format("the database was written by a newer evenkeel (its form is {}, this program knows {}); "
                    "use that one, or move evenkeel.db away",
                    *form, schema_version));
  }
  if (const auto done = database.transaction([&] { return rebuild(database); }); !done) {
    return std::unexpected(done.error());
  }
  return form;
}

std::vector<std::string> salvage(Connection& database, const std::string& damaged) {
  std::vector<std::string> lost;
  const bool attached =
      database.run("ATTACH DATABASE ? AS damaged", sqlite::read_only_uri(damaged)).has_value();
  for (const std::string_view table : kept) {
    if (table == "outbox") continue;
    const std::string name(table);
    const bool copied =
        attached && database.transaction([&] { return copy_rows(database, "damaged", name, name); });
    if (!copied) lost.push_back(name);
  }
  // Should it stay attached, it is only read from, and goes with the connection.
  [[maybe_unused]] const Expected<void> detached = database.run("DETACH DATABASE damaged");
  return lost;
}

}  // namespace evenkeel
