// Files that are there whole or not at all, also after a power cut.
#pragma once

#include "core/words/error.hpp"
#include "io/system/whole_file.hpp"

#include <string>

namespace evenkeel {

/// Puts `text` as `name` into `directory`: a hidden temporary file is written, flushed to the disk, renamed,
/// and the directory flushed. precondition_failed when something of that name stands there and shall not be
/// replaced; transient for a full disk and I/O errors. Leaves no temporary file behind but after a kill.
[[nodiscard]] Expected<void> write_durably(const std::string& directory, const std::string& name,
                                           const std::string& text, Replace replace);

}  // namespace evenkeel
