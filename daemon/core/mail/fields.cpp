#include "core/mail/fields.hpp"

#include "core/mail/limits.hpp"

#include <algorithm>

namespace evenkeel::mail {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The next line without its end, taken off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_address_character(char c) {
  return c > ' ' && c <= '~' && std::string_view("\"(),:;<>[]\\").find(c) == std::string_view::npos;
}

std::optional<Address> plain_address(std::string_view text) {
  const std::string_view address = trimmed(text);
  const std::size_t at = address.find('@');
  const bool plain = at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
                     address.find('@', at + 1) == std::string_view::npos && address.size() <= 254 &&
                     std::ranges::all_of(address, is_address_character);
  if (!plain) return std::nullopt;
  return Address(lower(address));
}

/// A mailbox list without its quoted strings and comments.
std::string without_quotes(std::string_view text) {
  std::string result;
  bool quoted = false;
  std::size_t comments = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && (quoted || comments > 0)) {
      ++i;
    } else if (c == '"' && comments == 0) {
      quoted = !quoted;
    } else if (c == '(' && !quoted) {
      ++comments;
    } else if (c == ')' && !quoted && comments > 0) {
      --comments;
    } else if (!quoted && comments == 0) {
      result += c;
    }
  }
  return result;
}

/// A parameter's value at the head of `text`, up to its ";", taken off it.
std::string take_value(std::string_view& text) {
  std::string value;
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find(';'), text.size());
    value = trimmed(text.substr(0, end));
    text.remove_prefix(end);
    return value;
  }
  std::size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    value += text[i];
  }
  text.remove_prefix(std::min(i, text.size()));
  text.remove_prefix(std::min(text.find(';'), text.size()));
  return value;
}

}  // namespace

std::string_view Fields::only(std::string_view name) const {
  std::string_view found;
  std::size_t count = 0;
  for (const Field& field : list) {
    if (field.name != name) continue;
    found = field.value;
    ++count;
  }
  return count == 1 ? found : std::string_view{};
}

Fields take_fields(std::string_view& text) {
  Fields fields;
  bool keeps = false;  // whether a continuation belongs to what was kept
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (!keeps) continue;
      std::string& value = fields.list.back().value;
      if (value.size() + line.size() <= limits::field_bytes) value.append(" ").append(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    keeps = colon != std::string_view::npos && line.size() <= limits::field_bytes &&
            fields.list.size() < limits::fields;
    if (keeps) {
      fields.list.push_back(
          {lower(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
    }
  }
  return fields;
}

std::string_view Parameterised::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view{} : std::string_view(found->second);
}

Parameterised parameterised(std::string_view text) {
  const std::size_t end = std::min(text.find(';'), text.size());
  Parameterised result{.value = lower(trimmed(text.substr(0, end))), .parameters = {}};
  text.remove_prefix(end);
  while (text.starts_with(';') && result.parameters.size() < limits::parameters) {
    text.remove_prefix(1);
    const std::size_t equals = text.find_first_of("=;");
    if (equals == std::string_view::npos) break;
    std::string name = lower(trimmed(text.substr(0, equals)));
    const bool valued = text[equals] == '=';
    text.remove_prefix(equals + (valued ? 1 : 0));
    if (!valued) continue;
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    result.parameters.emplace(std::move(name), take_value(text));
  }
  return result;
}

std::optional<Address> only_address(std::string_view text) {
  const std::string plain = without_quotes(text);
  if (plain.find(',') != std::string::npos) return std::nullopt;
  const std::size_t open = plain.find('<');
  if (open == std::string::npos) return plain_address(plain);
  const std::size_t close = plain.find('>', open);
  if (close == std::string::npos || plain.find('<', open + 1) != std::string::npos) return std::nullopt;
  return plain_address(std::string_view(plain).substr(open + 1, close - open - 1));
}

}  // namespace evenkeel::mail
