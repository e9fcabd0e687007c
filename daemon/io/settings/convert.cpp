#include "io/settings/convert.hpp"

#include "io/settings/url.hpp"

#include <algorithm>
#include <cmath>

namespace evenkeel::settings {

namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  const auto strange = [](char c) { return is_control(c) || c == ' ' || c == '<' || c == '>' || c == ','; };
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && std::ranges::none_of(text, strange);
}

void wrong_kind(const Value& value, Reader& reader, std::string_view expected) {
  reader.error(value.at, "this is " + kind_of(value) + "; expected " + std::string(expected));
}

}  // namespace

std::optional<std::string> text(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  if (given == nullptr) {
    wrong_kind(value, reader, "a string");
  } else if (given->empty()) {
    reader.error(value.at, "this is empty; expected some text");
  } else if (std::ranges::any_of(*given, is_control)) {
    reader.error(value.at, "a control character is in this text; expected a single line without any");
  } else {
    return *given;
  }
  return std::nullopt;
}

std::optional<bool> boolean(const Value& value, Reader& reader) {
  if (const auto* given = value.as<bool>()) return *given;
  wrong_kind(value, reader, "true or false");
  return std::nullopt;
}

std::optional<double> number(const Value& value, Reader& reader) {
  if (const auto* given = value.as<std::int64_t>()) return static_cast<double>(*given);
  if (const auto* given = value.as<double>(); given != nullptr && std::isfinite(*given)) return *given;
  wrong_kind(value, reader, "a finite number");
  return std::nullopt;
}

std::optional<std::string> path(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  return resolve_path(*given, reader.directory, reader.environment);
}

std::optional<Address> address(const Value& value, Reader& reader) {
  auto given = text(value, reader);
  if (!given) return std::nullopt;
  std::ranges::transform(*given, given->begin(), lower);
  std::string_view bare = *given;
  if (bare.starts_with("mailto:")) bare.remove_prefix(7);
  if (is_address(bare)) return Address(bare);
  reader.error(value.at, as_given(*given) + " is no e-mail address; expected name@example.org");
  return std::nullopt;
}

std::optional<std::string> strict_id(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  if (std::ranges::all_of(*given, [](char c) { return is_lower_or_digit(c) || c == '-'; })) return given;
  reader.error(value.at, as_given(*given) + " is no id; expected a-z, 0-9 and - only");
  return std::nullopt;
}

std::optional<std::string> loose_id(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  const auto fits = [](char c) { return is_lower_or_digit(lower(c)) || c == '-' || c == '_' || c == '.'; };
  if (std::ranges::all_of(*given, fits)) return given;
  reader.error(value.at, as_given(*given) + " is no id; expected letters, digits, - _ . only");
  return std::nullopt;
}

std::optional<int> WholeNumber::operator()(const Value& value, Reader& reader) const {
  const std::string expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  const auto* given = value.as<std::int64_t>();
  if (given == nullptr) {
    wrong_kind(value, reader, expected);
  } else if (*given < least || *given > most) {
    reader.error(value.at, std::to_string(*given) + " is out of range; expected " + expected);
  } else {
    return static_cast<int>(*given);
  }
  return std::nullopt;
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += "\"" + words[i] + "\"";
  }
  return out;
}

void report_choice(const Value& value, const std::vector<std::string>& words, Reader& reader) {
  const auto* given = value.as<std::string>();
  if (given == nullptr) return wrong_kind(value, reader, quoted_list(words));
  reader.error(value.at, as_given(*given) + " is not known here; expected " + quoted_list(words) +
                             (words.empty() ? "" : "; did you mean \"" + nearest(*given, words) + "\"?"));
}

std::string slug(std::string_view title) {
  std::string out;
  for (const char c : title) {
    if (is_lower_or_digit(lower(c))) {
      out += lower(c);
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace evenkeel::settings
