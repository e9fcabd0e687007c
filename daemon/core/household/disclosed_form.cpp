#include "core/household/disclosed_form.hpp"

#include <cstddef>

namespace evenkeel {

namespace {

constexpr std::size_t most_characters = 250;

bool is_control(unsigned char c) {
  return c <= 0x20 || c == 0x7f;
}

/// How many bytes to drop: U+0080 to U+009F steer terminals; U+202A to U+202E and U+2066 to U+2069 change
/// what other text on the line says.
std::size_t harmful(std::string_view at) {
  const auto byte = [&at](std::size_t i) { return i < at.size() ? static_cast<unsigned char>(at[i]) : 0U; };
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) <= 0x9f) return 2;
  if (byte(0) != 0xe2) return 0;
  const bool embedding = byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae;
  const bool isolate = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return embedding || isolate ? 3 : 0;
}

}  // namespace

std::string fit_for_people(std::string_view text) {
  std::string result;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (const std::size_t dropped = harmful(text.substr(i)); dropped > 0) {
      i += dropped - 1;
      continue;
    }
    const bool blank = is_control(c);
    if (blank && (result.empty() || result.back() == ' ')) continue;
    const bool begins_character = (c & 0xc0) != 0x80;
    if (begins_character && ++characters > most_characters) {
      result += "…";
      break;
    }
    result += blank ? ' ' : text[i];
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace evenkeel
