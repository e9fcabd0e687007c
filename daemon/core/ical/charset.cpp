#include "core/ical/charset.hpp"

#include "core/ical/repair/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace evenkeel::ical {

namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned char byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

void append(std::string& text, char32_t c) {
  const auto put = [&](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0U | c >> 6U);
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
  }
  put(0x80U | (c & 0x3FU));
}

enum class Order : std::uint8_t { little, big };

/// Every calendar begins with a letter of ASCII, or with white space: in UTF-16 one of its two bytes is zero.
std::optional<Order> order_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Order::little;
  if (bytes.starts_with("\xFE\xFF")) return Order::big;
  if (bytes.size() < 2 || (bytes[0] == '\0') == (bytes[1] == '\0')) return std::nullopt;
  return bytes[0] == '\0' ? Order::big : Order::little;
}

/// RFC 2781 2.2.
std::string from_utf16(std::string_view bytes, Order order) {
  const std::size_t high = order == Order::big ? 0 : 1;
  const auto unit = [&](std::size_t at) {
    return static_cast<char32_t>(byte(bytes, at + high) << 8U | byte(bytes, at + 1 - high));
  };
  const auto is_low = [](char32_t c) { return c >= 0xDC00 && c <= 0xDFFF; };
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 16);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const char32_t c = unit(at);
    const bool is_high = c >= 0xD800 && c <= 0xDBFF;
    if (is_high && at + 3 < bytes.size() && is_low(unit(at + 2))) {
      append(text, 0x10000 + ((c - 0xD800) << 10U) + (unit(at + 2) - 0xDC00));
      at += 2;
    } else {
      append(text, is_high || is_low(c) ? replacement : c);
    }
  }
  if (bytes.size() % 2 != 0) append(text, replacement);
  return text;
}

// 0x80 to 0x9F of windows-1252; five of them are none.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC,      replacement, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
    0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017D, replacement,
    replacement, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
    0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, replacement, 0x017E, 0x0178};

// Where ISO 8859-15 is another than ISO 8859-1.
char32_t latin_9(unsigned char c) {
  switch (c) {
    case 0xA4:
      return 0x20AC;
    case 0xA6:
      return 0x0160;
    case 0xA8:
      return 0x0161;
    case 0xB4:
      return 0x017D;
    case 0xB8:
      return 0x017E;
    case 0xBC:
      return 0x0152;
    case 0xBD:
      return 0x0153;
    case 0xBE:
      return 0x0178;
    default:
      return c;
  }
}

std::optional<std::string> from_single_bytes(std::string_view bytes, bool ninth) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (const char at : bytes) {
    const auto c = static_cast<unsigned char>(at);
    const char32_t plain = ninth ? latin_9(c) : c;
    append(text, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80U] : plain);
    if (text.size() > 2 * bytes.size()) return std::nullopt;  // no language is written like that
  }
  return text;
}

/// Without the folds: one may stand within a character (RFC 5545 3.1).
std::string unfolded(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const std::size_t end = bytes.substr(at).starts_with("\r\n") ? at + 1 : at;
    const bool fold =
        bytes[end] == '\n' && end + 1 < bytes.size() && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t');
    if (fold) {
      at = end + 1;
    } else {
      text += bytes[at];
    }
  }
  return text;
}

bool names(std::string_view charset, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), charset) != all.end();
}

}  // namespace

std::optional<std::string> as_utf8(std::string_view bytes, std::string_view charset) {
  if (const auto order = order_of(bytes)) {
    // A mark that says which order it is may stay: in UTF-8 it is a byte order mark too, and stepped over.
    return from_utf16(bytes, *order);
  }
  if (is_utf8(bytes)) return std::nullopt;
  const bool ninth = names(charset, {"iso-8859-15", "iso8859-15", "latin-9", "latin9"});
  const bool latin =
      names(charset, {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252", "cp1252"});
  const std::string lines = unfolded(bytes);
  if (is_utf8(lines)) return std::nullopt;
  if (!ninth && !latin && has_utf8(lines)) return std::nullopt;
  return from_single_bytes(bytes, ninth);
}

std::string charset_of(std::string_view content_type) {
  std::string all(content_type);
  std::transform(all.begin(), all.end(), all.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  constexpr std::string_view name = "charset=";
  const std::size_t found = all.find(name);
  if (found == std::string::npos) return {};
  std::string_view value = std::string_view(all).substr(found + name.size());
  if (value.starts_with('"')) value.remove_prefix(1);
  return std::string(value.substr(0, value.find_first_of("\"; \t,")));
}

}  // namespace evenkeel::ical
