// Theirs: an event of ours as it stands on a shared calendar now, whatever people and servers did to it.
#pragma once

#include "core/household/snapshot.hpp"
#include "core/publishing/identity.hpp"
#include "core/time/zone.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

/// The zone a TZID of this object means (DESIGN section 3); null when none can be found.
using ZoneOf = std::function<const Zone*(const TzId& tzid, const CalendarObject& object)>;

struct OwnEvent {
  Uid uid;
  Href href;
  ETag etag;
  int sequence = 0;
  std::optional<Instant> dtstamp;
  std::string title;
  std::string description;
  std::string location;
  std::vector<std::string> categories;
  std::variant<DateSpan, Interval> time;
  bool transparent = false;
  bool recurring = false;  // people made a series of it
  bool cancelled = false;  // STATUS:CANCELLED
  std::string organizer;
  std::vector<Attendee> attendees;
};

/// The objects of a shared calendar whose UID is ours, in the order of the snapshot; those without a readable
/// time are left out. Floating times are read in `home`.
[[nodiscard]] std::vector<OwnEvent> own_events(const SourceSnapshot& shared, const Identity& identity,
                                               const Zone& home, const ZoneOf& zone_of);

/// When a component of `object` lies; empty without a DTSTART.
[[nodiscard]] std::optional<std::variant<DateSpan, Interval>> event_time(const Component& component,
                                                                         const CalendarObject& object,
                                                                         const Zone& home,
                                                                         const ZoneOf& zone_of);

/// The event of this UID: where it is expected, else under the first name (a server or a person may have made
/// copies); null when there is none.
[[nodiscard]] const OwnEvent* find_event(std::span<const OwnEvent> events, const Uid& uid,
                                         const Href& expected);

/// Where one lies on the time line; dates from midnight to midnight of `home`.
[[nodiscard]] Interval placed(const std::variant<DateSpan, Interval>& time, const Zone& home);

}  // namespace evenkeel
