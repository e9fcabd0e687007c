// Values to iCalendar text: the only way evenkeel makes an event for others to read.
#pragma once

#include "core/calendar/object.hpp"
#include "core/time/zone.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenkeel::ical {

/// [start, end) in civil time of `zone`, which is borrowed and must not be null.
struct WriteSpan {
  LocalTime start{};
  LocalTime end{};
  const Zone* zone = nullptr;
};

struct InviteeToWrite {
  Address address;
  std::string name;
  PartStat partstat = PartStat::needs_action;
  bool rsvp = true;
  bool client_agent = false;  // SCHEDULE-AGENT=CLIENT (RFC 6638 7.1)
};

/// One single event (no recurrence). All texts are plain; control characters in them are dropped, CR LF and
/// CR become line breaks.
struct EventToWrite {
  Uid uid;
  int sequence = 0;
  Instant dtstamp{};
  std::string method;  // iTIP (RFC 5546): REQUEST, CANCEL ...; empty for stored objects
  std::string status;  // CONFIRMED, CANCELLED ...; empty: no STATUS
  std::string title;
  std::string description;
  std::string location;
  std::variant<DateSpan, WriteSpan> time;
  bool transparent = false;
  std::vector<std::variant<Seconds, Instant>> alarms;  // before the start, or at an instant
  std::vector<std::string> categories;
  std::string organizer;  // bare address; empty: neither ORGANIZER nor ATTENDEE is written
  std::string organizer_name;
  std::vector<InviteeToWrite> attendees;
};

/// A whole VCALENDAR (RFC 5545) with CRLF, folded between code points, with the VTIMEZONE that a timed event
/// needs. The same event gives the same text.
[[nodiscard]] std::string write(const EventToWrite& event);

/// A whole VCALENDAR for subscribers: no METHOD, a NAME (RFC 7986 5.1; older readers look at X-WR-CALNAME),
/// each zone's VTIMEZONE once. `method` of the events is not looked at.
[[nodiscard]] std::string write_feed(const std::string& name, const std::vector<EventToWrite>& events);

/// Text of a VTIMEZONE for `zone` (TZID: its name) that is right around [from, to]: yearly rules where the
/// zone follows such over the years about it, else one observance a change (Outlook needs rules).
[[nodiscard]] std::string write_vtimezone(const Zone& zone, Instant from, Instant to);

}  // namespace evenkeel::ical
