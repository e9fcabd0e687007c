#include "app/pages/markup.hpp"

#include "core/words/digest.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {
namespace {

constexpr char32_t broken = 0xFFFFFFFF;

/// The next character of UTF-8 (RFC 3629), and how long it is; `broken` and one byte where there is none.
struct Character {
  char32_t code = broken;
  std::size_t length = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  char32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return {};
    code = (code << 6U) | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length};
}

bool turns_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
         c == 0x061C;
}

/// XML 1.0 2.2 Char; C1 controls, which it only discourages, are left out too.
bool in_documents(char32_t c) {
  if (c == '\t' || c == '\n') return true;
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return false;
  return c != broken && c != 0xFFFE && c != 0xFFFF;
}

std::string_view entity(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (const std::string_view name = entity(c.code); !name.empty()) {
      out += name;
    } else if (!in_documents(c.code)) {
      out += "\xEF\xBF\xBD";
    } else if (!turns_direction(c.code)) {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escaped(value));
}

std::string element(std::string_view name, std::string_view attributes, std::string_view text) {
  return fmt::format("<{}{}>{}</{}>", name, attributes, escaped(text), name);
}

std::string units(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  std::size_t last = 0;  // where the character before the last that fits ends
  for (std::size_t at = 0; at < text.size();) {
    if (++count > most) return std::string(text.substr(0, last)) + "…";
    if (count == most) last = at;
    at += character_at(text, at).length;
  }
  return std::string(text);
}

std::string csp_hash(std::string_view content) {
  return "'sha256-" + base64(sha256(content)) + "'";
}

std::string html_page(const PageParts& parts) {
  std::string policy = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src " +
                       csp_hash(parts.style);
  if (!parts.script.empty()) policy += "; script-src " + csp_hash(parts.script);
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n";
  html +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n";
  html += element("title", "", parts.title) + "\n";
  html += fmt::format("<style>{}</style>\n</head>\n<body>\n{}", parts.style, parts.body);
  if (!parts.script.empty()) html += fmt::format("<script>{}</script>\n", parts.script);
  return html + "</body>\n</html>\n";
}

}  // namespace evenkeel
