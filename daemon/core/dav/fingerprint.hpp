// A short name for some text: tells whether it is the same again. Not for keeping secrets or against forgers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenkeel::dav {

/// 32 hexadecimal digits; the same on every machine.
[[nodiscard]] std::string fingerprint(std::string_view text);

/// FNV-1a; sums of it name a set whatever its order.
[[nodiscard]] std::uint64_t fnv1a(std::string_view text);

}  // namespace evenkeel::dav
