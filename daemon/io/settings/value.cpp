#include "io/settings/value.hpp"

#include <array>

namespace evenkeel::settings {

std::string kind_of(const Value& value) {
  static constexpr std::array<const char*, 10> names{
      "a string",          "a whole number",      "a number",      "a boolean", "a date",
      "a local date-time", "an offset date-time", "a time of day", "a list",    "a table"};
  static_assert(names.size() == std::variant_size_v<decltype(value.data)>);
  return names.at(value.data.index());
}

}  // namespace evenkeel::settings
