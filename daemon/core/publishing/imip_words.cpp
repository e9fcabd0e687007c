#include "core/publishing/imip_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace evenkeel::imip {
namespace {

constexpr std::size_t longest_text = 255;

bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = (group << 8U) | (j < have ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      result += j <= have ? digits[(group >> (18U - (6U * j))) & 63U] : '=';
    }
  }
  return result;
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Cut at a whole UTF-8 character, controls as blanks.
std::string tamed(std::string_view text) {
  std::size_t length = std::min(text.size(), longest_text);
  while (length > 0 && length < text.size() && continues(text[length])) --length;
  std::string result(text.substr(0, length));
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  return result;
}

/// RFC 2047 2: an encoded word is at most 75 characters long; and whole characters only.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t longest_part = 42;
  std::string result;
  while (!text.empty()) {
    std::size_t length = std::min(text.size(), longest_part);
    while (length > 1 && length < text.size() && continues(text[length])) --length;
    if (!result.empty()) result += "\r\n ";
    result += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '"')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '"')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_plain_address(std::string_view address) {
  constexpr std::string_view refused = " \"(),:;<>[]\\";
  const std::size_t at = address.find('@');
  return address.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
         address.find('@', at + 1) == std::string_view::npos && std::ranges::all_of(address, is_printable) &&
         address.find_first_of(refused) == std::string_view::npos;
}

std::string header_text(std::string_view text) {
  const std::string plain = tamed(text);
  const bool ascii = std::ranges::all_of(plain, is_printable);
  // What looks like an encoded word would be decoded by the reader.
  if (ascii && plain.find("=?") == std::string::npos && plain.size() <= 200) return plain;
  return encoded_words(plain);
}

std::optional<Mailbox> read_mailbox(std::string_view text) {
  Mailbox result;
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos) {
    result.address = trimmed(text);
  } else {
    const std::size_t close = text.find('>', open);
    if (close == std::string_view::npos) return std::nullopt;
    result.name = trimmed(text.substr(0, open));
    result.address = text.substr(open + 1, close - open - 1);
  }
  if (!is_plain_address(result.address)) return std::nullopt;
  return result;
}

std::string write_mailbox(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  std::string name = header_text(mailbox.name);
  if (!name.starts_with("=?")) {
    std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
    name = "\"" + name + "\"";
  }
  return name + " <" + mailbox.address + ">";
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t line = 76;
  const std::string whole = base64(bytes);
  std::string result;
  for (std::size_t at = 0; at < whole.size(); at += line) {
    result += whole.substr(at, line);
    result += "\r\n";
  }
  return result;
}

}  // namespace evenkeel::imip
