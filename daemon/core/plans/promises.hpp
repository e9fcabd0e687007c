// The life of promises and decisions from agenda to agenda (DESIGN section 7).
#pragma once

#include "core/household/snapshot.hpp"
#include "core/plans/notes.hpp"
#include "core/time/instant.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenkeel {

enum class PromiseState : std::uint8_t {
  open,     // not ticked, its date not over
  kept,     // first seen ticked not later than its date, or without a date
  late,     // first seen ticked after its date
  missed,   // its date is over and it is not ticked
  dropped,  // somebody deleted its line
};
PromiseState state_of(const PromiseRecord& promise, Date today);

/// Records after an agenda was read back. `carried`: promise keys that stood in that agenda's block when it
/// was published; one of them without a line is dropped. A line that comes back reopens it.
std::vector<PromiseRecord> update_promises(std::vector<PromiseRecord> records, const Notes& notes,
                                           std::span<const std::string> carried, Date today);

/// Records with the decisions of the notes added; the same text with a new date comes back again.
std::vector<DecisionRecord> update_decisions(std::vector<DecisionRecord> records, const Notes& notes);

}  // namespace evenkeel
