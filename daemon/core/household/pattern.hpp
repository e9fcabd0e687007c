// A compiled regular expression: PCRE2 with UTF and UCP, match limit 10,000 (DESIGN section 5, Rules).
#pragma once

#include "core/words/error.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace evenkeel {

class Pattern {
 public:
  enum class Case : std::uint8_t { kept, folded };
  /// invalid_data with PCRE2's reason and the place in the pattern.
  static Expected<Pattern> compile(std::string_view pattern, Case letters = Case::kept);

  enum class Outcome : std::uint8_t { match, no_match, limit };
  /// Searched anywhere. `limit`: beyond the match limit, which counts as no match and deserves a warning.
  /// Text that is not UTF-8 does not match.
  [[nodiscard]] Outcome search(std::string_view text) const;
  [[nodiscard]] bool found_in(std::string_view text) const { return search(text) == Outcome::match; }

 private:
  struct Code;
  explicit Pattern(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  std::shared_ptr<const Code> code_;
};

}  // namespace evenkeel
