// A publication as the iCalendar text that is stored.
#pragma once

#include "core/publishing/publication.hpp"

#include <string>

namespace evenkeel {

/// The stored object: without METHOD; ATTENDEEs are the invitees that are `listed`.
[[nodiscard]] std::string stored_text(const EventContent& content, const Uid& uid, int sequence,
                                      Instant dtstamp);

/// Whether two texts hold the same event for people: UID, SUMMARY, DESCRIPTION, DTSTART, DTEND, STATUS,
/// TRANSP and when the alarms go off, of the first VEVENT and with as many VEVENTs, whatever the order,
/// folding or parameters. Linear time; false when either is cut off.
[[nodiscard]] bool same_event(const std::string& a, const std::string& b);

/// Whether they also ask the same people, by address, and have the same ORGANIZER, CATEGORIES and LOCATION:
/// with same_event(), all that an update of ours can change.
[[nodiscard]] bool same_marks(const std::string& a, const std::string& b);

/// Whether nobody answered differently in the two texts: the same PARTSTAT of each address that both have.
[[nodiscard]] bool same_partstats(const std::string& a, const std::string& b);

/// Whether the text is a whole VCALENDAR with this UID in it.
[[nodiscard]] bool holds(const std::string& text, const Uid& uid);

}  // namespace evenkeel
