#include "core/plans/fold.hpp"

#include <cstddef>

namespace evenkeel {

namespace {

bool is_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

/// Lower case of a code point of two UTF-8 bytes (U+0080 to U+07FF).
unsigned lower(unsigned c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    return c + 0x20;
  }
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c == 0x178) return 0xFF;  // Ÿ
  const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  const bool even_is_upper = (c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177) ||
                             (c >= 0x218 && c <= 0x21B) || (c >= 0x460 && c <= 0x4FF && c < 0x482);
  if (odd_is_upper) return c + (c % 2);
  return even_is_upper ? c + 1 - (c % 2) : c;
}

bool starts_pair(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  return byte >= 0xC2 && byte <= 0xDF && i + 1 < text.size() &&
         (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (no_break || is_blank(text[i])) {
      blank = true;
      if (no_break) ++i;
      continue;
    }
    if (blank && !result.empty()) result += ' ';
    blank = false;
    result += text[i];
  }
  return result;
}

std::string folded(std::string_view text) {
  std::string result = one_line(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    char& c = result[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!starts_pair(result, i)) continue;
    const unsigned point =
        ((static_cast<unsigned char>(c) & 0x1FU) << 6U) | (static_cast<unsigned char>(result[i + 1]) & 0x3FU);
    const unsigned small = lower(point);
    c = static_cast<char>(0xC0U | (small >> 6U));
    result[++i] = static_cast<char>(0x80U | (small & 0x3FU));
  }
  return result;
}

}  // namespace evenkeel
