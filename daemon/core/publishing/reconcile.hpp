// Three-way: base (records), theirs, ours -> what has to be sent (DESIGN section 8).
#pragma once

#include "core/publishing/observe.hpp"
#include "core/publishing/publication.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace evenkeel {

struct ReconcileInput {
  const Settings& settings;
  const SharedCalendar& calendar;
  const Identity& identity;
  Instant now{};
  const Observation& observation;
  std::span<const Publication> ours;
  std::span<const OutboxEntry> pending;  // of any calendar; those of `calendar` count
  std::set<PersonId> paused{};           // partners: what is taken away for that is no mass deletion
  bool accept_deletions = false;         // a person let a mass deletion through
  std::set<std::string> sent{};          // dedup keys of the mails that went out: who was ever invited
};

/// A cycle that would delete more than half of its own events, and at least ten.
struct HeldDeletions {
  std::size_t would_remove = 0;
  std::size_t of = 0;
};

struct Decisions {
  std::vector<OutboxEntry> entries;        // new, in the order in which they are to be sent
  std::vector<std::int64_t> discard;       // pending entries that are not wanted any more
  std::vector<PublicationRecord> records;  // changed without sending: to be saved
  std::optional<HeldDeletions> held;       // nothing else is decided then
  std::vector<Warning> warnings;
};

/// Decides nothing where the calendar was not read afresh.
/// What is to be done with it, in this order: settle `observation.landed`, save `observation.changed`,
/// discard, enqueue `entries`, save `records`. Stopped anywhere in between, the next cycle comes to the same
/// end.
[[nodiscard]] Decisions reconcile(const ReconcileInput& input);

}  // namespace evenkeel
