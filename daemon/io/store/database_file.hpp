// The database as files: evenkeel.db and, while it is open or after an unclean stop, its write-ahead log.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <string>

namespace evenkeel {

[[nodiscard]] std::string database_path(const std::string& state_directory);

/// An error when that cannot be known.
[[nodiscard]] Expected<bool> database_exists(const std::string& path);

/// Makes the file with mode 0600 where there is none (SQLite gives its log the same mode) and takes rights of
/// others from one that is there.
[[nodiscard]] Expected<void> make_database_file(const std::string& path);

/// Whether a write-ahead log is left: closing the last connection removes it.
[[nodiscard]] bool stopped_uncleanly(const std::string& path);

/// Notes beside a database that was closed how its file stands (size and times), so that the next start need
/// not read all of it to know that it is whole. What fails costs the next start that reading.
void note_clean_stop(const std::string& path);
/// Whether the file stands as it was noted: nobody has written to it since, nor laid another one there.
[[nodiscard]] bool stands_as_noted(const std::string& path);

/// Renames the database and its log to PATH.corrupt-20261121T090000Z (with a number when that is taken).
/// Gives the new path.
[[nodiscard]] Expected<std::string> set_aside(const std::string& path, Instant now);

}  // namespace evenkeel
