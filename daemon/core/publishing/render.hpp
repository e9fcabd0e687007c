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

/// Whether the text is a whole VCALENDAR with this UID in it.
[[nodiscard]] bool holds(const std::string& text, const Uid& uid);

}  // namespace evenkeel
