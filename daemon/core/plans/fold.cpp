#include "core/plans/fold.hpp"

#include <cstddef>

namespace evenkeel {

namespace {

bool is_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

bool is_in(unsigned c, unsigned first, unsigned last) {
  return first <= c && c <= last;
}

/// Where capitals and small letters take turns: whether the even one is the capital.
bool even_is_capital(unsigned c) {
  return (is_in(c, 0x100, 0x137) && c != 0x130) || is_in(c, 0x14A, 0x177) || is_in(c, 0x1DE, 0x1EF) ||
         is_in(c, 0x1F8, 0x21F) || is_in(c, 0x222, 0x233) || is_in(c, 0x246, 0x24F) ||
         is_in(c, 0x460, 0x481) || is_in(c, 0x48A, 0x4BF) || is_in(c, 0x4D0, 0x52F);
}

bool odd_is_capital(unsigned c) {
  return is_in(c, 0x139, 0x148) || is_in(c, 0x179, 0x17E) || is_in(c, 0x1CD, 0x1DC) || is_in(c, 0x4C1, 0x4CE);
}

/// Lower case of a code point of two UTF-8 bytes (U+0080 to U+07FF).
unsigned lower(unsigned c) {
  if ((is_in(c, 0xC0, 0xDE) && c != 0xD7) || (is_in(c, 0x391, 0x3AB) && c != 0x3A2) ||
      is_in(c, 0x410, 0x42F)) {
    return c + 0x20;
  }
  if (is_in(c, 0x400, 0x40F)) return c + 0x50;
  if (is_in(c, 0x531, 0x556)) return c + 0x30;
  if (c == 0x178) return 0xFF;   // Ÿ
  if (c == 0x220) return 0x19E;  // Ƞ
  if (c == 0x386) return 0x3AC;  // Ά
  if (is_in(c, 0x388, 0x38A)) return c + 0x25;
  if (c == 0x38C) return 0x3CC;  // Ό
  if (is_in(c, 0x38E, 0x38F)) return c + 0x3F;
  if (odd_is_capital(c)) return c + (c % 2);
  return even_is_capital(c) ? c + 1 - (c % 2) : c;
}

constexpr std::string_view sharp_s = "\u1E9E";  // ẞ, of three bytes

void add_folded(unsigned point, std::string& to) {
  switch (point) {
    case 0xDF:  // ß
      to += "ss";
      return;
    case 0x130:  // İ
      to += "i\u0307";
      return;
    case 0x149:  // ŉ
      to += "\u02BCn";
      return;
    case 0x17F:  // ſ
      to += 's';
      return;
    case 0xB5:  // µ, the Greek letter
      point = 0x3BC;
      break;
    case 0x3C2:  // ς at the end of a word
      point = 0x3C3;
      break;
    default:
      break;
  }
  const unsigned small = lower(point);
  to += static_cast<char>(0xC0U | (small >> 6U));
  to += static_cast<char>(0x80U | (small & 0x3FU));
}

bool starts_pair(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  return byte >= 0xC2 && byte <= 0xDF && i + 1 < text.size() &&
         (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
}

void add_word(std::string_view word, std::string& line) {
  if (word.empty()) return;
  if (!line.empty()) line += ' ';
  line += word;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t word = 0;  // where what is not copied yet begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (!no_break && !is_blank(text[i])) continue;
    add_word(text.substr(word, i - word), result);
    if (no_break) ++i;
    word = i + 1;
  }
  add_word(text.substr(word), result);
  return result;
}

std::string folded(std::string_view text) {
  const std::string line = one_line(text);
  std::string result;
  result.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (line.compare(i, sharp_s.size(), sharp_s) == 0) {
      result += "ss";
      i += sharp_s.size() - 1;
    } else if (starts_pair(line, i)) {
      add_folded(
          (static_cast<unsigned char>(c) & 0x1FU) << 6U | (static_cast<unsigned char>(line[i + 1]) & 0x3FU),
          result);
      ++i;
    } else {
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return result;
}

}  // namespace evenkeel
