#pragma once

#include "core/words/error.hpp"

#include <cstring>
#include <string>

namespace evenkeel {

/// `text` and what errno value `reason` means: "/etc/x cannot be opened: Permission denied".
inline std::unexpected<Error> system_error(const std::string& text, int reason,
                                           ErrorKind kind = ErrorKind::permanent) {
  return fail(kind, text + ": " + std::strerror(reason));
}

}  // namespace evenkeel
