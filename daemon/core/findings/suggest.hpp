// What would cost least to change, tried before it is said (DESIGN section 6, Suggestions and decide_by).
#pragma once

#include "core/findings/analysis.hpp"

#include <compare>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

/// One occurrence of one person: an index into World::engagements[person].
struct EngagementRef {
  PersonIndex person{};
  std::size_t engagement = 0;
  bool operator==(const EngagementRef&) const = default;
  auto operator<=>(const EngagementRef&) const = default;
};

/// Occurrences take place at another time: out of the way.
struct MoveAway {
  std::vector<EngagementRef> what;
};
/// One timed occurrence takes place then instead.
struct MoveTo {
  EngagementRef what;
  Interval to;
};
/// A helper takes this duty.
struct AskHelper {
  std::string duty_key;
  PersonIndex helper{};
};
/// A partner who is not in `who` of the coverage takes this duty.
struct AskPartner {
  std::string duty_key;
  PartnerIndex partner{};
};
/// A configured deadline is due at another time.
struct MoveDeadline {
  std::size_t deadline = 0;  // index into World::deadlines
  Due due;
};
/// A published slot of a routine stands elsewhere.
struct ShiftSlot {
  std::string slot_key;
  Interval to;
};
using Change = std::variant<MoveAway, MoveTo, AskHelper, AskPartner, MoveDeadline, ShiftSlot>;

/// The world with a change applied. AskHelper, AskPartner and ShiftSlot change what people answered, not the
/// world: it comes back as it is.
World changed(const World& world, const Change& change);

/// The findings with a change applied: both passes merged, without suggestions.
using Reanalyse = std::function<std::vector<Finding>(const Change&)>;

struct SuggestInput {
  const PassInput& first;
  const PassInput& second;
  std::span<const Slot> slots;          // placed ones
  std::span<const Interval> next_best;  // parallel to `slots`: where each could go next; empty: nowhere
  Reanalyse reanalyse;
  std::size_t tries = 40;  // analyses spent in all, worst findings first; then findings go without
};

/// Puts suggestions (best first) and decide_by into `findings` (both passes merged, worst first).
void add_suggestions(const SuggestInput& input, std::vector<Finding>& findings);

}  // namespace evenkeel
