// Copies of invitations in somebody's own calendar: what the owner of it answered there.
#pragma once

#include "core/publishing/identity.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <map>
#include <span>

namespace evenkeel {

struct CopiesInput {
  const Settings& settings;
  const SharedCalendar& calendar;  // the one that was invited from
  const Identity& identity;
  const Zone& home;
  const ZoneOf& zone_of;
};

/// Takes the answers in `source` over into `records`, those of `calendar`. Of each copy with our ORGANIZER
/// the highest SEQUENCE is noted in `sequences`.
void take_copies(std::span<PublicationRecord> records, const SourceSnapshot& source, const CopiesInput& input,
                 std::map<Uid, int>& sequences);

}  // namespace evenkeel
