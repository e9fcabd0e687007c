#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <string>

namespace evenkeel {

/// What a file of one secret holds, without the line's end; `where` names it in errors.
[[nodiscard]] Expected<Secret> secret_line(std::string bytes, const std::string& where);

}  // namespace evenkeel
