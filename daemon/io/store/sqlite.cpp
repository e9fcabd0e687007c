#include "io/store/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace evenkeel::sqlite {

namespace {

constexpr int busy_timeout_ms = 5'000;
/// Who has waited in vain once does not wait as long for each of the statements that follow.
constexpr int still_busy_timeout_ms = 100;

const char* set_up(Access access) {
  // secure_delete: what is forgotten leaves the file too. cell_size_check finds damage before it spreads.
  constexpr const char* common =
      "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA "
      "secure_delete=ON;";
  constexpr const char* writer =
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
      "PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;";
  return access == Access::write ? writer : common;
}

/// What would end or change the path of a URI is percent-encoded (RFC 3986).
std::string file_uri(const std::string& path, std::string_view query) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri.append(query);
}

/// The directories on the way may be links, as those of a service manager are; what is opened may not.
std::string directory_resolved(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(directory.c_str(), nullptr), &std::free);
  if (!real) return path;
  return std::string(real.get()) + "/" + (slash == std::string::npos ? path : path.substr(slash + 1));
}

int flags_of(Access access) {
  switch (access) {
    case Access::write:
      return SQLITE_OPEN_URI | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW;
    case Access::memory:
      return SQLITE_OPEN_URI | SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY;
    case Access::read:
    case Access::immutable:
      break;
  }
  return SQLITE_OPEN_URI | SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW;
}

ErrorKind kind_of(int code, bool read_only) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
      return ErrorKind::transient;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::invalid_data;
    case SQLITE_READONLY:
      return read_only ? ErrorKind::refused : ErrorKind::permanent;
    default:
      return ErrorKind::permanent;
  }
}

std::string meaning_of(int code, bool read_only) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "is locked by another process";
    case SQLITE_CORRUPT:
      return "is damaged";
    case SQLITE_NOTADB:
      return "is no database, or is damaged";
    case SQLITE_FULL:
      return "cannot be written: no space left on the device";
    case SQLITE_READONLY:
      return read_only ? "is opened for reading only" : "cannot be written: file or file system is read-only";
    case SQLITE_CANTOPEN:
      return "cannot be opened";
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "may not be used";
    case SQLITE_IOERR:
      return "cannot be read or written";
    case SQLITE_TOOBIG:
      return "cannot hold a value of this size";
    default:
      return std::string("failed: ") + sqlite3_errstr(code);
  }
}

}  // namespace

std::string read_only_uri(const std::string& path) {
  return file_uri(directory_resolved(path), "?mode=ro");  // ATTACH follows no link either
}

bool Row::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Row::bytes(int column) const {
  // A pointer of no bytes is null; the order of the two calls is SQLite's own advice.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string_view() : std::string_view(data, static_cast<std::size_t>(size));
}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::bind(int position, std::int64_t value) {
  const int code = sqlite3_bind_int64(statement_, position, value);
  if (failed_ == SQLITE_OK) failed_ = code;
}

void Statement::bind(int position, std::string_view text) {
  // A null pointer would bind NULL: an empty text is one too.
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(statement_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (failed_ == SQLITE_OK) failed_ = code;
}

void Statement::bind(int position, Blob blob) {
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  const int code = sqlite3_bind_blob64(statement_, position, data, blob.bytes.size(), SQLITE_STATIC);
  if (failed_ == SQLITE_OK) failed_ = code;
}

void Statement::bind(int position, std::nullopt_t) {
  const int code = sqlite3_bind_null(statement_, position);
  if (failed_ == SQLITE_OK) failed_ = code;
}

int Statement::step() {
  return failed_ != SQLITE_OK ? failed_ : sqlite3_step(statement_);
}

void Connection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Connection::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Expected<Connection> Connection::open(const std::string& path, Access access) {
  Connection connection(path, access == Access::read || access == Access::immutable);
  const std::string name =
      access == Access::memory
          ? ":memory:"
          : file_uri(directory_resolved(path), access == Access::immutable ? "?immutable=1" : "");
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags_of(access), nullptr);
  connection.database_.reset(handle);
  if (code != SQLITE_OK) return std::unexpected(connection.error(code));
  sqlite3_extended_result_codes(handle, 0);
  connection.be_patient();
  if (const Expected<void> ready = connection.script(set_up(access)); !ready) {
    return std::unexpected(ready.error());
  }
  return connection;
}

Expected<void> Connection::script(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  note_busy(code);
  if (code != SQLITE_OK) return std::unexpected(error(code));
  return {};
}

Expected<void> Connection::transaction(const std::function<Expected<void>()>& body) {
  if (const Expected<void> begun = run("BEGIN IMMEDIATE"); !begun) return begun;
  be_patient();
  Expected<void> result = body();
  if (result) result = run("COMMIT");
  // Some failures (a full disk) have rolled back by themselves already.
  if (!result && sqlite3_get_autocommit(database_.get()) == 0) {
    [[maybe_unused]] const Expected<void> undone = run("ROLLBACK");  // the first error is the one to tell
  }
  return result;
}

Expected<void> Connection::passing_transaction(const std::function<Expected<void>()>& body) {
  if (auto set = script("PRAGMA synchronous=NORMAL"); !set) return set;
  Expected<void> result = transaction(body);
  if (auto set = script("PRAGMA synchronous=FULL"); !set) return set;
  return result;
}

Expected<void> Connection::copy_from(Connection& from) {
  sqlite3_backup* backup = sqlite3_backup_init(database_.get(), "main", from.database_.get(), "main");
  if (backup == nullptr) return std::unexpected(error(sqlite3_errcode(database_.get())));
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) return std::unexpected(from.error(code));
  return {};
}

Expected<void> Connection::forbid_changes() {
  read_only_ = true;
  return script("PRAGMA query_only=ON");
}

void Connection::give_back_memory() {
  sqlite3_db_release_memory(database_.get());
  be_patient();
}

std::uint64_t Connection::changes() const {
  return static_cast<std::uint64_t>(sqlite3_total_changes64(database_.get()));
}

Expected<Statement> Connection::prepare(std::string_view sql) {
  auto cached = statements_.find(sql);
  if (cached == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return std::unexpected(error(code));
    cached = statements_.try_emplace(std::string(sql), statement).first;
  }
  return Statement(cached->second.get());
}

void Connection::note_busy(int code) {
  if ((code & 0xff) == SQLITE_BUSY) sqlite3_busy_timeout(database_.get(), still_busy_timeout_ms);
}

void Connection::be_patient() {
  sqlite3_busy_timeout(database_.get(), busy_timeout_ms);
}

Expected<bool> Connection::checked(int code) {
  note_busy(code);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(error(code));
}

Error Connection::error(int code) const {
  std::string text = path_ + " " + meaning_of(code & 0xff, read_only_);
  const int reason = database_ ? sqlite3_system_errno(database_.get()) : 0;
  const bool from_system = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  if (from_system && reason != 0) text += fmt::format(" ({})", std::strerror(reason));
  return {kind_of(code & 0xff, read_only_), std::move(text)};
}

}  // namespace evenkeel::sqlite
