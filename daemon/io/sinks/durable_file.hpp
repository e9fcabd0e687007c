// Files that are there whole or not at all, also after a power cut.
#pragma once

#include "core/words/error.hpp"

#include <cstdint>
#include <string>

namespace evenkeel {

enum class Replace : std::uint8_t { no, yes };

/// Puts `text` as `name` into `directory`: a hidden temporary file is written, flushed to the disk, renamed,
/// and the directory flushed. precondition_failed when something of that name stands there and shall not be
/// replaced; transient for a full disk and I/O errors. Leaves no temporary file behind but after a kill.
[[nodiscard]] Expected<void> write_durably(const std::string& directory, const std::string& name,
                                           const std::string& text, Replace replace);

/// Makes renames and removals in it durable.
[[nodiscard]] Expected<void> sync_directory(const std::string& directory);

}  // namespace evenkeel
