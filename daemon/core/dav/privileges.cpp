#include "core/dav/privileges.hpp"

#include <algorithm>
#include <array>

namespace evenkeel::dav {

std::optional<bool> may_write(const Response& collection) {
  if (collection.privileges.empty()) return std::nullopt;
  constexpr std::array<std::string_view, 4> enough{"all", "write", "write-content", "bind"};
  return std::ranges::any_of(collection.privileges, [&](const std::string& privilege) {
    return std::ranges::find(enough, privilege) != enough.end();
  });
}

}  // namespace evenkeel::dav
