// The header of a message or of a part of it (RFC 5322 2.2), as strangers write it.
#pragma once

#include "core/words/strong.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::mail {

struct Field {
  std::string name;   // lower case
  std::string value;  // unfolded, without blanks around
};

struct Fields {
  std::vector<Field> list;
  /// The value of the only field of this name (lower case); empty when there is none, or more than one: what
  /// two readers may read differently says nothing.
  [[nodiscard]] std::string_view only(std::string_view name) const;
};

/// Reads the fields at the head of `text` and takes them, with the empty line behind them, off it. Lines end
/// with CRLF or LF. What is no field is passed over; fields beyond the limits (limits.hpp) are not kept.
[[nodiscard]] Fields take_fields(std::string_view& text);

/// `type/subtype; name=value ...` (RFC 2045 5.1); also of Content-Disposition. All but the values of the
/// parameters is lower case.
struct Parameterised {
  std::string value;
  std::map<std::string, std::string, std::less<>> parameters;
  /// Empty when it is not there.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
};
[[nodiscard]] Parameterised parameterised(std::string_view text);

/// The one address of a From field (RFC 5322 3.4): `Sam <sam@example.org>`, `"Example, Sam"
/// <sam@example.org>`, a bare one, comments left out. Empty when there is none, or more than one.
[[nodiscard]] std::optional<Address> only_address(std::string_view text);

}  // namespace evenkeel::mail
