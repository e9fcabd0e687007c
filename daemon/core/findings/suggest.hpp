// What would cost least to change, tried before it is said (DESIGN section 6, Suggestions and decide_by).
#pragma once

#include "core/findings/analysis.hpp"

#include <functional>
#include <variant>
#include <vector>

namespace evenkeel {

/// Occurrences of one person take place at another time: out of the way. Indexes into
/// World::engagements[person].
struct MoveAway {
  PersonIndex person{};
  std::vector<std::size_t> engagements;
};
/// A helper takes this duty.
struct AskHelper {
  std::string duty_key;
  PersonIndex helper{};
};
/// A deadline is due at another time.
struct MoveDeadline {
  std::size_t deadline = 0;  // index into World::deadlines
  Instant due{};
  std::optional<Date> due_date;
};
/// A published slot of a routine stands elsewhere.
struct ShiftSlot {
  std::string slot_key;
  Interval to;
};
using Change = std::variant<MoveAway, AskHelper, MoveDeadline, ShiftSlot>;

/// The world with a change applied (AskHelper and ShiftSlot change answers, not the world: returned as is).
World changed(const World& world, const Change& change);

/// The findings with a change applied: both passes merged, without suggestions.
using Reanalyse = std::function<std::vector<Finding>(const Change&)>;

struct SuggestInput {
  const PassInput& first;
  const PassInput& second;
  std::span<const Slot> slots;  // placed ones, with where each could go next (empty interval: nowhere)
  std::span<const Interval> next_best;  // parallel to `slots`
  Reanalyse reanalyse;
  std::size_t tries = 40;  // analyses spent in all, worst findings first
};

/// Puts suggestions (best first) and decide_by into `findings` (merged, listed worst first).
void add_suggestions(const SuggestInput& input, std::vector<Finding>& findings);

}  // namespace evenkeel
