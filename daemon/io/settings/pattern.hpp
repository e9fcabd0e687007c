#pragma once

#include "io/settings/reader.hpp"

#include <optional>
#include <string>

namespace evenkeel::settings {

/// A regular expression (PCRE2, UTF, UCP) that compiles; else the error with its place in the pattern. It may
/// be empty, which matches everything.
std::optional<std::string> pattern(const Value& value, Reader& reader);

}  // namespace evenkeel::settings
