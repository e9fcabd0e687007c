// The room of SQLite: handles that close themselves, values in and out, failures as errors. Nothing above
// this file sees <sqlite3.h>.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace evenkeel::sqlite {

struct Blob {
  std::string_view bytes;
};

/// The row a query stands on. Columns count from 0; views are valid until the next row. Instants are Unix
/// seconds, dates are days since 1970-01-01.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;  // of a text or a blob
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }
  [[nodiscard]] Instant instant(int column) const { return Instant(Seconds(integer(column))); }
  [[nodiscard]] Date date(int column) const { return Date(Days(static_cast<int>(integer(column)))); }
  [[nodiscard]] std::optional<Instant> optional_instant(int column) const {
    return null(column) ? std::nullopt : std::optional(instant(column));
  }
  [[nodiscard]] std::optional<Date> optional_date(int column) const {
    return null(column) ? std::nullopt : std::optional(date(column));
  }
  [[nodiscard]] std::optional<std::string> optional_text(int column) const {
    return null(column) ? std::nullopt : std::optional(text(column));
  }

 private:
  sqlite3_stmt* statement_;
};

/// One use of a cached statement: values bound by position from 1, reset at its end.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// What is bound must outlive this use.
  void bind(int position, std::int64_t value);
  void bind(int position, std::string_view text);
  void bind(int position, Blob blob);
  void bind(int position, std::nullopt_t);
  void bind(int position, Instant value) { bind(position, value.time_since_epoch().count()); }
  void bind(int position, Date value) { bind(position, std::int64_t{value.time_since_epoch().count()}); }
  template <typename T>
  void bind(int position, const std::optional<T>& value) {
    value ? bind(position, *value) : bind(position, std::nullopt);
  }
  template <std::size_t... Index, typename... Values>
  void bind_all(std::index_sequence<Index...> /*places*/, const Values&... values) {
    (bind(static_cast<int>(Index) + 1, values), ...);
  }
  /// The SQLite result code of going to the next row, or of the first bind that failed.
  [[nodiscard]] int step();
  [[nodiscard]] Row row() const { return Row(statement_); }

 private:
  sqlite3_stmt* statement_;
  int failed_ = 0;
};

/// `path` as SQLite's file: URI that opens it for reading only, for ATTACH.
[[nodiscard]] std::string read_only_uri(const std::string& path);

enum class Access : std::uint8_t {
  write,      // the file is there already or is made, with mode 0600
  read,       // the file has to be there
  immutable,  // as read, of a file that nobody can write (no write-ahead log beside it)
  memory,     // a database of its own without a file
};

class Connection {
 public:
  /// Opens and sets it up (busy timeout, WAL where it may write, synchronous=FULL, foreign keys).
  [[nodiscard]] static Expected<Connection> open(const std::string& path, Access access);

  /// Runs one statement that gives no rows. Its text is the key of the statement cache, so never put values
  /// in it.
  template <typename... Values>
  [[nodiscard]] Expected<void> run(std::string_view sql, const Values&... values) {
    return each(sql, [](const Row&) -> Expected<void> { return {}; }, values...);
  }
  /// Calls `on_row` (giving Expected<void>) for every row; its error ends the query and is given back.
  template <typename OnRow, typename... Values>
  [[nodiscard]] Expected<void> each(std::string_view sql, OnRow&& on_row, const Values&... values) {
    Expected<Statement> statement = prepare(sql);
    if (!statement) return std::unexpected(statement.error());
    statement->bind_all(std::index_sequence_for<Values...>(), values...);
    while (true) {
      const Expected<bool> more = checked(statement->step());
      if (!more) return std::unexpected(more.error());
      if (!*more) return {};
      if (const Expected<void> taken = on_row(statement->row()); !taken) return taken;
    }
  }
  /// Several statements without values or rows, not cached.
  [[nodiscard]] Expected<void> script(const std::string& sql);
  /// All that `body` does, durable when this returns, or nothing of it.
  [[nodiscard]] Expected<void> transaction(const std::function<Expected<void>()>& body);
  /// The same, but durable only with the next transaction that is: an end of power may lose it and those
  /// after it, whole ones from the end backwards, and never damages anything (WAL, synchronous=NORMAL).
  [[nodiscard]] Expected<void> passing_transaction(const std::function<Expected<void>()>& body);
  /// The content of `from` becomes that of this one.
  [[nodiscard]] Expected<void> copy_from(Connection& from);
  /// From here on nothing can be changed through it.
  [[nodiscard]] Expected<void> forbid_changes();
  /// Gives back the pages it holds ready; they are read again when they are needed.
  void give_back_memory();
  /// Rows changed since it was opened.
  [[nodiscard]] std::uint64_t changes() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Connection(std::string path, bool read_only) : path_(std::move(path)), read_only_(read_only) {}
  [[nodiscard]] Expected<Statement> prepare(std::string_view sql);
  /// Whether there is a row; an error for anything but a row or the end.
  [[nodiscard]] Expected<bool> checked(int code);
  /// Another program held it for too long: until it lets go, or until the next rest, nobody waits for long.
  void note_busy(int code);
  void be_patient();
  [[nodiscard]] Error error(int code) const;

  std::string path_;
  bool read_only_ = false;
  std::unique_ptr<sqlite3, Close> database_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

}  // namespace evenkeel::sqlite
