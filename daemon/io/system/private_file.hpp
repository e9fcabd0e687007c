// Files that nobody else may read, and that are there whole or not at all, also after a power cut.
#pragma once

#include "core/words/error.hpp"

#include <string>

namespace evenkeel {

/// Puts one line into `directory`/`name`, mode 0600: a temporary file is written, flushed to the disk and
/// renamed, the directory flushed. What stood there before stays where this fails.
[[nodiscard]] Expected<void> write_private_line(const std::string& directory, const std::string& name,
                                                const std::string& line);

/// Makes renames and removals in it durable.
[[nodiscard]] Expected<void> flush_directory(const std::string& path);

}  // namespace evenkeel
