#include "core/oauth/form.hpp"

#include "core/dav/url.hpp"

#include <algorithm>

namespace evenkeel::oauth {
namespace {

constexpr std::size_t most_parameters = 64;

std::string decoded(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '+', ' ');
  return dav::percent_decoded(plain);
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string form_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 0xfU];
  }
  return encoded;
}

std::string form_of(std::span<const Parameter> parameters) {
  std::string form;
  for (const auto& [name, value] : parameters) {
    if (!form.empty()) form += '&';
    form += form_encoded(name) + "=" + form_encoded(value);
  }
  return form;
}

Parameters parse_form(std::string_view text) {
  Parameters parameters;
  while (!text.empty() && parameters.size() < most_parameters) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::string_view name = pair.substr(0, pair.find('='));
    const std::string_view value = pair.substr(std::min(pair.size(), name.size() + 1));
    parameters.emplace_back(decoded(name), decoded(value));
  }
  return parameters;
}

std::optional<std::string> only(const Parameters& parameters, std::string_view name) {
  const auto named = [&](const Parameter& parameter) { return parameter.first == name; };
  if (std::ranges::count_if(parameters, named) != 1) return std::nullopt;
  return std::ranges::find_if(parameters, named)->second;
}

}  // namespace evenkeel::oauth
