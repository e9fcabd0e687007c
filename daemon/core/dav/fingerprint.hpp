// A short name for some text: tells whether it is the same again. Not for keeping secrets or against forgers.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel::dav {

/// 32 hexadecimal digits (two FNV-1a sums of 64 bits with different starts); the same on every machine.
[[nodiscard]] std::string fingerprint(std::string_view text);

}  // namespace evenkeel::dav
