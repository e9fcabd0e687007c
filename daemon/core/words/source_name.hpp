#pragma once

#include <string>

namespace evenkeel {

/// A source's name in text and JSON: "alex/work", "household/school", "gran/private"; a shared calendar:
/// "household/shared".
struct SourceName {
  std::string owner;  // a person's id, or "household", or "opportunities"
  std::string name;
  [[nodiscard]] std::string str() const { return owner + "/" + name; }
  bool operator==(const SourceName&) const = default;
  auto operator<=>(const SourceName&) const = default;
};

}  // namespace evenkeel
