// What people changed in one event, by comparing theirs with base (DESIGN section 8, "Three-way").
#pragma once

#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

namespace evenkeel {

/// Takes over into `record` what differs in theirs: a new time, title (of a duty: a swap), place, or
/// free/busy. `on_its_way`: content that may have landed unnoticed, so that meeting it is no edit; null:
/// none.
void take_edits(PublicationRecord& record, const OwnEvent& theirs, const EventContent* on_its_way,
                const Settings& settings);

/// Takes over who declined or accepted, and whom the server could not reach. `theirs` is the event itself, or
/// the copy of its invitation in somebody's own calendar. At another time than the event's it says nothing.
void take_answers(PublicationRecord& record, const OwnEvent& theirs, const Settings& settings);

/// Takes over one person's answer to the event as it stands.
void take_answer(PublicationRecord& record, const PersonId& person, PartStat partstat,
                 const Settings& settings);

/// Whether somebody declined the time at which it stands now.
[[nodiscard]] bool declined_here(const PublicationRecord& record);

}  // namespace evenkeel
