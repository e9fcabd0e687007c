#include "core/ical/repair/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace evenkeel::ical {

namespace {

unsigned char byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

bool continuation(std::string_view bytes, std::size_t at, unsigned low = 0x80, unsigned high = 0xBF) {
  return at < bytes.size() && byte(bytes, at) >= low && byte(bytes, at) <= high;
}

struct Sequence {
  std::size_t length;  // of the well-formed character, or of the maximal ill-formed part (Unicode 3.9)
  bool ok;
};

// Table 3-7 of the Unicode standard.
Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const unsigned first = byte(bytes, at);
  if (first < 0x80) return {1, true};
  std::size_t wanted = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) wanted = 1;
  if (first >= 0xE0 && first <= 0xEF) wanted = 2;
  if (first >= 0xF0 && first <= 0xF4) wanted = 3;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  std::size_t got = 0;
  while (got < wanted && continuation(bytes, at + 1 + got, low, high)) {
    ++got;
    low = 0x80;
    high = 0xBF;
  }
  return {1 + got, wanted > 0 && got == wanted};
}

// Nearly all that there is, and looked at in one go.
bool eight_of_ascii(std::string_view bytes, std::size_t at) {
  std::uint64_t eight = 0;
  if (bytes.size() - at < sizeof eight) return false;
  std::memcpy(&eight, bytes.data() + at, sizeof eight);
  return (eight & 0x8080808080808080U) == 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (eight_of_ascii(bytes, at)) {
      at += 8;
      continue;
    }
    const Sequence next = sequence_at(bytes, at);
    if (!next.ok) return false;
    at += next.length;
  }
  return true;
}

bool has_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const Sequence next = sequence_at(bytes, at);
    if (next.ok && next.length > 1) return true;
    at += next.length;
  }
  return false;
}

std::string valid_utf8(std::string_view bytes) {
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(bytes.begin(), bytes.end(), ascii)) return std::string(bytes);
  std::string result;
  result.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const Sequence next = sequence_at(bytes, at);
    result += next.ok ? bytes.substr(at, next.length) : "\xEF\xBF\xBD";
    at += next.length;
  }
  return result;
}

}  // namespace evenkeel::ical
