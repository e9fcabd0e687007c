// Files that are there whole or not at all, also after a power cut.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

enum class Replace : std::uint8_t { no, yes };

/// Writes `text` into a file of its own beside `path` (`draft`, in the same directory), flushes it to the
/// disk and renames it. A draft is never followed nor written into where something of its name stands:
/// EEXIST; so says a `path` that stands and shall not be replaced. `mode` whatever the umask; without one the
/// umask decides. 0, or the errno of what failed: what stood at `path` stays then, and no draft of this call.
[[nodiscard]] int put_whole_file(const std::string& path, const std::string& draft, std::string_view text,
                                 std::optional<mode_t> mode, Replace replace = Replace::yes);

/// Writes all of `text`; 0 or errno.
[[nodiscard]] int write_all(int fd, std::string_view text);

}  // namespace evenkeel
