// STATE/tokens: one file of mode 0600 for each source that signed in.
#pragma once

#include "ports/tokens.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace evenkeel {

enum class TokenAccess : std::uint8_t {
  read,   // beside the process that holds STATE/lock
  write,  // we hold it
};

/// Nothing is made before something is saved. A file that others may read, or of somebody else than us, root
/// or the owner of the state directory, is refused.
[[nodiscard]] std::unique_ptr<TokenStore> make_token_files(const std::string& state_directory,
                                                           TokenAccess access);

}  // namespace evenkeel
