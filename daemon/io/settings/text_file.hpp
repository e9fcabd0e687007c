#pragma once

#include "core/words/error.hpp"

#include <string>

namespace evenkeel::settings {

struct TextFile {
  std::string text;       // as far as one byte beyond what parse_toml takes
  std::string directory;  // in which it lies, absolute
};

/// A file of the user's own. The error says why, without the name.
[[nodiscard]] Expected<TextFile> read_text_file(const std::string& path);

}  // namespace evenkeel::settings
