// Strings that mean different things are different types: they do not convert into each other.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace evenkeel {

template <typename Tag>
class StrongString {
 public:
  StrongString() = default;
  explicit StrongString(std::string text) : text_(std::move(text)) {}
  explicit StrongString(std::string_view text) : text_(text) {}
  explicit StrongString(const char* text) : text_(text) {}
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  bool operator==(const StrongString&) const = default;
  auto operator<=>(const StrongString&) const = default;

 private:
  std::string text_;
};

using Uid = StrongString<struct UidTag>;              // RFC 5545 3.8.4.7
using TzId = StrongString<struct TzIdTag>;            // as written by the sender, not resolved
using Href = StrongString<struct HrefTag>;            // as the server spells it, percent-encoding included
using ETag = StrongString<struct ETagTag>;            // raw header value, quotes and W/ included
using SyncToken = StrongString<struct SyncTokenTag>;  // RFC 6578
using PersonId = StrongString<struct PersonIdTag>;    // id of a partner or helper
/// A calendar user's address: case folded, without `mailto:`.
using Address = StrongString<struct AddressTag>;

/// A password or token. It has no way to be printed; reading it is a loud method.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] const std::string& reveal() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string text_;
};

}  // namespace evenkeel

template <typename Tag>
struct std::hash<evenkeel::StrongString<Tag>> {
  size_t operator()(const evenkeel::StrongString<Tag>& s) const noexcept {
    return std::hash<std::string>{}(s.str());
  }
};
