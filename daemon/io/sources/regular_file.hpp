// Reading a file that somebody else may be writing, or that may be no file at all.
#pragma once

#include "core/words/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenkeel {

/// What tells that a file is still the same one: "mtime(ns)-size-inode".
struct FileStamp {
  std::string text;
  /// Changed so recently that a second change might leave the stamp as it is.
  bool fresh = false;
  bool operator==(const FileStamp&) const = default;
};

enum class FileProblem : std::uint8_t { vanished, not_regular, unreadable };

struct FileError {
  FileProblem problem = FileProblem::unreadable;
  std::string text;  // for people; without the path
};

/// The stamp of what `path` leads to (symbolic links are followed, and must end at a regular file).
[[nodiscard]] std::expected<FileStamp, FileError> file_stamp(const std::string& path);

struct FileContent {
  FileStamp stamp;  // of what was read
  std::string text;
};
/// Opens without waiting (a FIFO or device never blocks), reads regular files of at most `max_bytes` only.
[[nodiscard]] std::expected<FileContent, FileError> read_regular_file(const std::string& path,
                                                                      std::uint64_t max_bytes);

}  // namespace evenkeel
