#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace evenkeel {

/// Everything from here to the end of a file. Empty when it cannot be read or is longer than `most` (errno
/// tells: EFBIG).
[[nodiscard]] std::optional<std::string> read_all(int fd, std::size_t most);

}  // namespace evenkeel
