// What would cost least to change, tried before it is said (DESIGN section 6, Suggestions and decide_by).
#pragma once

#include "core/findings/analysis.hpp"

#include <compare>
#include <cstddef>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

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

/// The deadlines of it with one moved, and all that does not follow from occurrences: without engagements and
/// household events.
World moved_deadline(const World& world, const MoveDeadline& move);

/// MoveAway and MoveTo as seen by PassTimes; nothing for the others.
Displaced displaced_by(const World& world, const Change& change);

using FindingKeys = std::set<std::string, std::less<>>;

/// What a change does to the list of findings (both passes merged, muted ones included).
struct Effect {
  FindingKeys gone;
  std::vector<Finding> causes;  // new ones, worst first
};
/// The effect, where the whole list after the change is known.
Effect effect_of(const FindingKeys& before, std::vector<Finding> after);

/// Tries a change: the same analysis with it applied.
using Attempt = std::function<Effect(const Change&)>;

struct SuggestInput {
  const PassInput& first;
  const PassInput& second;
  std::span<const Slot> slots;          // placed ones
  std::span<const Interval> next_best;  // parallel to `slots`: where each could go next; empty: nowhere
  Attempt attempt;
  std::size_t tries = 40;           // analyses spent in all, worst findings first; then findings go without
  Severity least = Severity::info;  // findings below it go without
};

/// Puts suggestions (best first) and decide_by into `findings` (both passes merged, worst first).
void add_suggestions(const SuggestInput& input, std::vector<Finding>& findings);

}  // namespace evenkeel
