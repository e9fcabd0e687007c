// Text that people may read, and who reads it.
#pragma once

#include "core/household/people.hpp"
#include "core/words/strong.hpp"

#include <optional>

namespace evenkeel {

/// Text that is fit for an audience: made by the disclosure policy, or from the configuration.
using DisclosedText = StrongString<struct DisclosedTextTag>;

/// For whom something is worded: the household (what both may see), or one partner.
struct Viewer {
  std::optional<PartnerIndex> partner;
  bool operator==(const Viewer&) const = default;
};

}  // namespace evenkeel
