#pragma once

#include "core/words/error.hpp"

#include <string>

namespace evenkeel {

/// Makes the state directory where it is missing: itself with mode 0750, missing parents with 0755 (less the
/// umask). The mode of one that exists is kept, but that not everybody may write there. Errors name the path
/// and the reason.
[[nodiscard]] Expected<void> make_state_directory(const std::string& path);

}  // namespace evenkeel
