// P97: bytes that are no UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel::ical {

/// Each ill-formed sequence (overlong forms, surrogates and values above U+10FFFF too) becomes one U+FFFD;
/// all else stays byte for byte. To be used on unfolded lines: a fold may stand within a character.
[[nodiscard]] std::string valid_utf8(std::string_view bytes);

/// Whether all of it is well-formed.
[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Whether there is a well-formed character beyond ASCII in it.
[[nodiscard]] bool has_utf8(std::string_view bytes);

}  // namespace evenkeel::ical
