// application/x-www-form-urlencoded, as OAuth speaks it (RFC 6749 appendix B).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenkeel::oauth {

using Parameter = std::pair<std::string, std::string>;
using Parameters = std::vector<Parameter>;

/// All but unreserved characters (RFC 3986 2.3) as %XX.
[[nodiscard]] std::string form_encoded(std::string_view text);

/// "a=1&b=2".
[[nodiscard]] std::string form_of(std::span<const Parameter> parameters);

/// What a query or form says, in its order; broken escapes stay as they are, of more than 64 the rest is left
/// out.
[[nodiscard]] Parameters parse_form(std::string_view text);

/// The value of the only parameter of this name: none, or given twice (RFC 6749 3.1 forbids it): empty.
[[nodiscard]] std::optional<std::string> only(const Parameters& parameters, std::string_view name);

}  // namespace evenkeel::oauth
