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

/// Records after an agenda was read back. `carried`: promise keys of the lines that stood in that agenda when
/// it was last written or read; one of them that is gone is dropped, for good, unless the agenda lost its
/// whole block (some programs cut descriptions). A tick is never taken back: older agendas still show the
/// open line.
std::vector<PromiseRecord> update_promises(std::vector<PromiseRecord> records, const Notes& notes,
                                           std::span<const std::string> carried, Date today);

/// Records with the decisions of the notes added. The same text with a later date comes back once more.
std::vector<DecisionRecord> update_decisions(std::vector<DecisionRecord> records, const Notes& notes);

/// Records after an agenda of that date has taken place: what it brought back has returned.
std::vector<DecisionRecord> returned_decisions(std::vector<DecisionRecord> records, Date agenda);

}  // namespace evenkeel
