// Components to calendar objects (RFC 5545 3.8.4.7): one UID, at most one master, one override an instance.
#pragma once

#include "core/calendar/object.hpp"
#include "core/ical/calendar_zones.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace evenkeel::ical {

class Objects {
 public:
  void add(Component component, std::vector<Warning> warnings, const CalendarZones& zones);

  /// In the order of first appearance. Two masters or two overrides of one instance: highest SEQUENCE, then
  /// latest DTSTAMP, then last (DESIGN section 3); RECURRENCE-IDs are compared as written, an override of
  /// RANGE=THISANDFUTURE is another than one of the instance alone. Each object has the VTIMEZONEs that it
  /// names or, naming others, may fall back on; those of another VCALENDAR count for what came with them. A
  /// TZID is written as its VTIMEZONE writes it. A VTODO and a VEVENT of one UID are two objects.
  [[nodiscard]] std::vector<CalendarObject> take() &&;

 private:
  std::vector<CalendarObject> objects_;
  std::map<std::pair<std::string, ComponentKind>, std::size_t> index_;
  std::vector<std::size_t> first_seen_in_;  // of each object: the calendar whose zones it has as they are
  std::set<std::size_t> overfull_;          // objects that name more zones than are kept
};

/// The TZIDs that a component's times name, each once.
[[nodiscard]] std::vector<TzId> zones_named(const Component& component);

}  // namespace evenkeel::ical
