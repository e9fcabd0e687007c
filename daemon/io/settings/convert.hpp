// TOML values as what they mean. Every converter reports what is wrong and what is expected, and gives
// nothing then.
#pragma once

#include "core/words/strong.hpp"
#include "io/settings/nearest.hpp"
#include "io/settings/reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace evenkeel::settings {

/// A string with at least one character and no control characters.
std::optional<std::string> text(const Value& value, Reader& reader);
std::optional<bool> boolean(const Value& value, Reader& reader);
/// A whole or fractional number that is finite.
std::optional<double> number(const Value& value, Reader& reader);
/// An absolute path (places.hpp).
std::optional<std::string> path(const Value& value, Reader& reader);
/// One e-mail address, `mailto:` allowed; case folded.
std::optional<Address> address(const Value& value, Reader& reader);
/// `[a-z0-9-]+`.
std::optional<std::string> strict_id(const Value& value, Reader& reader);
/// Letters, digits, `-`, `_`, `.`: what keys of findings and publications are made of.
std::optional<std::string> loose_id(const Value& value, Reader& reader);

/// A whole number in [least, most].
struct WholeNumber {
  int least;
  int most;
  std::optional<int> operator()(const Value& value, Reader& reader) const;
};

/// `"a", "b" or "c"`.
[[nodiscard]] std::string quoted_list(const std::vector<std::string>& words);
/// "\"x\" is none of these; expected "a" or "b"; did you mean "a"?"
void report_choice(const Value& value, const std::vector<std::string>& words, Reader& reader);

/// One of a set of words.
template <typename T>
struct OneOf {
  std::vector<std::pair<std::string, T>> choices;
  std::optional<T> operator()(const Value& value, Reader& reader) const {
    const auto* given = value.as<std::string>();
    std::vector<std::string> words;
    for (const auto& [word, meaning] : choices) {
      if (given != nullptr && *given == word) return meaning;
      words.push_back(word);
    }
    report_choice(value, words, reader);
    return std::nullopt;
  }
};

/// A list of what `convert` reads; what is wrong in it is reported and left out.
template <typename T, typename Convert>
std::optional<std::vector<T>> list_from(const Value& value, Reader& reader, const Convert& convert,
                                        bool one_allowed) {
  std::vector<T> out;
  const auto take = [&](const Value& element) {
    if (std::optional<T> converted = convert(element, reader)) out.push_back(*std::move(converted));
  };
  if (const Array* array = value.as<Array>()) {
    for (const Value& element : *array) take(element);
  } else if (one_allowed) {
    take(value);
  } else {
    reader.error(value.at, "this is " + kind_of(value) + "; expected a list: [ ... ]");
    return std::nullopt;
  }
  return out;
}

/// Converters of lists, and of lists that may be written as their only element. A function is kept by
/// pointer.
template <typename T, typename Convert>
auto list_of(const Convert& convert) {
  return [each = std::decay_t<const Convert&>(convert)](const Value& value, Reader& reader) {
    return list_from<T>(value, reader, each, false);
  };
}
template <typename T, typename Convert>
auto one_or_list(const Convert& convert) {
  return [each = std::decay_t<const Convert&>(convert)](const Value& value, Reader& reader) {
    return list_from<T>(value, reader, each, true);
  };
}

/// The slug of a title (DESIGN section 6): lower case, runs of other than a-z0-9 become `-`, outer `-` go.
[[nodiscard]] std::string slug(std::string_view title);

}  // namespace evenkeel::settings
