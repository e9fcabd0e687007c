#include "core/mail/transfer_encoding.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace evenkeel::mail {
namespace {

bool equal_folded(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<unsigned> base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a') + 26U;
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 52U;
  if (c == '+') return 62U;
  if (c == '/') return 63U;
  return std::nullopt;
}

std::string from_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (const char c : text) {
    if (c == '=') break;  // nothing comes after the padding
    const auto digit = base64_digit(c);
    if (!digit) continue;
    group = (group << 6U) | *digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((group >> bits) & 0xFFU);
    group &= (1U << bits) - 1;
  }
  return bytes;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  return std::nullopt;
}

/// How long the soft line break at the head of `text` is ("=", blanks, a line end); 0 when there is none.
std::size_t soft_break(std::string_view text) {
  std::size_t i = text.find_first_not_of(" \t", 1);
  if (i == std::string_view::npos) return text.size();
  if (text[i] == '\r' && i + 1 < text.size()) ++i;
  return text[i] == '\n' ? i + 1 : 0;
}

std::string from_quoted_printable(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (low) {
      bytes += static_cast<char>((*high << 4U) | *low);
      i += 2;
    } else if (const std::size_t length = soft_break(text.substr(i)); length > 0) {
      i += length - 1;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

}  // namespace

std::string decoded(std::string_view encoding, std::string_view text) {
  if (equal_folded(encoding, "base64")) return from_base64(text);
  if (equal_folded(encoding, "quoted-printable")) return from_quoted_printable(text);
  return std::string(text);
}

}  // namespace evenkeel::mail
