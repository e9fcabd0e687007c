#include "io/net/imap_response.hpp"

#include <algorithm>
#include <charconv>

namespace evenkeel::net::imap {

namespace {

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return upper(c); });
  return result;
}

/// The number at the head of `text`; 32 bits, as all numbers of IMAP.
std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

/// `text` with everything between quotes blanked.
std::string unquoted(std::string_view text) {
  std::string result(text);
  bool inside = false;
  for (std::size_t i = 0; i < result.size(); ++i) {
    const char c = result[i];
    if (c == '"') inside = !inside;
    if (inside && c == '\\' && i + 1 < result.size()) result[++i] = ' ';
    if (inside) result[i] = ' ';
  }
  return result;
}

bool tells_calendar(std::string_view text) {
  const std::string folded = upper(text);
  return folded.find("\"CALENDAR\"") != std::string::npos || folded.find(".ICS") != std::string::npos ||
         folded.find("\"ICS\"") != std::string::npos;
}

}  // namespace

std::optional<std::size_t> literal_size(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  const std::size_t open = line.rfind('{');
  if (open == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(open + 1, line.size() - open - 2);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return number(digits);
}

std::optional<std::uint32_t> code_number(std::string_view text, std::string_view code) {
  const std::size_t at = upper(text).find("[" + std::string(code) + " ");
  if (at == std::string::npos) return std::nullopt;
  return number(text.substr(at + code.size() + 2));
}

std::vector<std::uint32_t> search_numbers(std::string_view text) {
  std::vector<std::uint32_t> numbers;
  if (!upper(text.substr(0, 9)).starts_with("* SEARCH")) return numbers;
  text.remove_prefix(8);
  while (text.starts_with(' ')) {
    text.remove_prefix(1);
    if (const auto n = number(text)) numbers.push_back(*n);
    text.remove_prefix(std::min(text.find(' '), text.size()));
  }
  return numbers;
}

std::optional<std::uint32_t> fetched_uid(std::string_view text) {
  const std::string plain = upper(unquoted(text));
  const std::size_t fetch = plain.find(" FETCH (");
  if (!plain.starts_with("* ") || fetch == std::string::npos) return std::nullopt;
  for (std::size_t at = plain.find("UID ", fetch); at != std::string::npos; at = plain.find("UID ", at + 1)) {
    if (plain[at - 1] == '(' || plain[at - 1] == ' ') return number(text.substr(at + 4));
  }
  return std::nullopt;
}

bool holds_calendar(const Response& fetched) {
  return tells_calendar(fetched.text) ||
         std::ranges::any_of(fetched.literals, [](const std::string& l) { return tells_calendar(l); });
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string number_set(std::span<const std::uint32_t> numbers) {
  std::string set;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!set.empty()) set += ',';
    set += std::to_string(numbers[i]);
    if (last > i) set += ":" + std::to_string(numbers[last]);
    i = last;
  }
  return set;
}

std::string search_command(std::uint32_t first, std::size_t most, std::span<const Address> senders) {
  std::string command = "UID SEARCH UID " + std::to_string(first) + ":* SMALLER " + std::to_string(most);
  // OR takes two keys (RFC 3501 6.4.4): of n senders the first n - 1 have one before them.
  for (std::size_t i = 0; i < senders.size(); ++i) {
    if (i + 1 < senders.size()) command += " OR";
    command += " FROM " + quoted(senders[i].str());
  }
  return command;
}

}  // namespace evenkeel::net::imap
