#pragma once

#include "core/words/error.hpp"

#include <optional>
#include <string>

namespace evenkeel {

/// Makes the state directory where it is missing: itself with mode 0750, missing parents with 0755 (less the
/// umask). The mode of one that exists is kept, but that not everybody may write there. Errors name the path
/// and the reason.
[[nodiscard]] Expected<void> make_state_directory(const std::string& path);

/// Which file stands there now (its device and inode), to be compared; empty for none.
[[nodiscard]] std::string which_file(const std::string& path);

/// Who else, neither root nor us, may lay a database or a key of their own into the state directory, for
/// people; nothing where nobody may, but for its group, which is its owner's choice.
[[nodiscard]] std::optional<std::string> who_else_writes_state(const std::string& path);

}  // namespace evenkeel
