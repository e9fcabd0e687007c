// Recurrence rules by their text, each parsed once: most series of a calendar share a few.
#pragma once

#include "core/time/rrule.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>

namespace evenkeel {

class Rules {
 public:
  /// What parse_rrule() says of `text`. Lives until make_room().
  const Expected<RecurrenceRule>& of(const std::string& text) {
    if (const auto known = parsed_.find(text); known != parsed_.end()) return known->second;
    return parsed_.emplace(text, parse_rrule(text)).first->second;
  }
  /// Forgets all when there are too many; what of() returned is gone then.
  void make_room() {
    if (parsed_.size() >= most) parsed_.clear();
  }

 private:
  static constexpr std::size_t most = 1'000;
  std::unordered_map<std::string, Expected<RecurrenceRule>> parsed_;
};

}  // namespace evenkeel
