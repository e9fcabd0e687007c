// The life of promises and decisions from agenda to agenda (DESIGN section 7).
#pragma once

#include "core/household/snapshot.hpp"
#include "core/plans/notes.hpp"
#include "core/time/instant.hpp"

#include <set>
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

/// Promises of one agenda as it was last looked at, by their marks. Old agendas keep standing on the
/// calendar: what people did there is news once, not with every look.
struct SeenLines {
  bool known = false;             // false: nobody looked yet, and what stands there may be old
  std::set<std::string> outside;  // stood outside the block
  std::set<std::string> gone;     // were carried there, and were not there any more
  bool operator==(const SeenLines&) const = default;
};

/// What stands for a promise there: no text of people's.
std::string promise_mark(const std::string& promise_key);

/// What is to be remembered of this agenda until it is looked at again.
SeenLines seen_lines(const Notes& notes, std::span<const std::string> carried);

/// Records after an agenda was read back. `carried`: promise keys of the lines that stood in that agenda when
/// it was last written or read; one of them that is gone is dropped, unless the agenda lost its whole block
/// (some programs cut descriptions). A dropped one is made again by a line outside the block that did not
/// stand there when it was looked at `before`. A tick is never taken back: older agendas still show the open
/// line.
std::vector<PromiseRecord> update_promises(std::vector<PromiseRecord> records, const Notes& notes,
                                           std::span<const std::string> carried, Date today,
                                           const SeenLines& before = {});

/// Records with the decisions of the notes added. The same text with a later date comes back once more.
std::vector<DecisionRecord> update_decisions(std::vector<DecisionRecord> records, const Notes& notes);

/// Records after an agenda of that date has taken place: what it brought back has returned.
std::vector<DecisionRecord> returned_decisions(std::vector<DecisionRecord> records, Date agenda);

}  // namespace evenkeel
