// So many of something, as people say it.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>

namespace evenkeel {

/// "1 finding", "3 findings"; `what` is one of them.
[[nodiscard]] std::string counted(std::integral auto number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace evenkeel
