#include "io/settings/pattern.hpp"

#include "core/household/pattern.hpp"

namespace evenkeel::settings {

std::optional<std::string> pattern(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  if (given == nullptr) {
    reader.error(value.at, "this is " + kind_of(value) + "; expected a regular expression in quotes");
    return std::nullopt;
  }
  const auto compiled = Pattern::compile(*given);
  if (compiled) return *given;
  reader.error(value.at, "\"" + *given + "\" is " + compiled.error().text + "; expected a PCRE2 pattern");
  return std::nullopt;
}

}  // namespace evenkeel::settings
