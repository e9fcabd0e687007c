// A calendar object as it is stored: decoded once, without loss of what evenkeel needs (DESIGN section 2).
// Plain values; nothing here knows libical, a zone's rules or the clock.
#pragma once

#include "core/calendar/event_time.hpp"
#include "core/calendar/private_text.hpp"
#include "core/time/vtimezone.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

enum class ComponentKind : std::uint8_t { event, todo };
enum class Status : std::uint8_t {
  none,
  tentative,
  confirmed,
  cancelled,
  needs_action,
  completed,
  in_process
};
enum class Transp : std::uint8_t { absent, opaque, transparent };
enum class Classification : std::uint8_t {
  public_,
  private_,
  confidential
};  // unknown: private (RFC 5545 3.8.1.3)
enum class BusyStatus : std::uint8_t {
  absent,
  free,
  tentative,
  busy,
  oof,
  working_elsewhere
};  // X-MICROSOFT-CDO-BUSYSTATUS
enum class PartStat : std::uint8_t { needs_action, accepted, declined, tentative, delegated, other };

struct Attendee {
  Address address;
  PartStat partstat = PartStat::needs_action;
  std::string schedule_status;  // RFC 6638 3.2.9, e.g. "1.2"; only of own objects
  bool operator==(const Attendee&) const = default;
};

/// RDATE;VALUE=PERIOD: a start and how long it lasts.
struct RDatePeriod {
  EventTime start;
  std::variant<EventTime, NominalDuration> end;
  bool operator==(const RDatePeriod&) const = default;
};

/// One VEVENT or VTODO: a master (no recurrence_id) or an override.
struct Component {
  ComponentKind kind = ComponentKind::event;
  Uid uid;
  std::optional<EventTime> recurrence_id;
  bool this_and_future = false;  // RANGE=THISANDFUTURE
  std::optional<EventTime> dtstart;
  std::optional<EventTime> dtend;  // of a VTODO: DUE
  std::optional<NominalDuration> duration;
  TzId dates_zone;  // where its dates were midnights before a repair made dates of them; else empty
  std::vector<std::string> rrules;   // raw RECUR values; parsed by core/time
  std::vector<std::string> exrules;  // deprecated, counted for a warning
  std::vector<std::variant<EventTime, RDatePeriod>> rdates;
  std::vector<EventTime> exdates;
  PrivateText summary;
  PrivateText location;
  PrivateText description;  // empty unless the object is evenkeel's own (shared calendar)
  std::vector<PrivateText> categories;
  Status status = Status::none;
  Transp transp = Transp::absent;
  Classification classification = Classification::public_;
  BusyStatus busy_status = BusyStatus::absent;
  Seconds travel{0};  // X-APPLE-TRAVEL-DURATION
  std::optional<Address> organizer;
  std::vector<Attendee> attendees;   // only those of the household; in order
  std::uint32_t attendee_count = 0;  // all of them
  std::int32_t sequence = 0;
  std::optional<Instant> dtstamp;
  std::optional<Instant> completed;           // VTODO
  std::optional<int> percent_complete;        // VTODO, 0-100
  std::optional<Seconds> estimated_duration;  // VTODO, ESTIMATED-DURATION
  bool operator==(const Component&) const = default;
};

/// All components of one UID in one resource: at most one master, first, and overrides; duplicates resolved
/// (same_uid.hpp).
struct CalendarObject {
  Uid uid;
  std::vector<Component> components;
  std::vector<VTimezone> timezones;   // those that the components name
  std::optional<TzId> calendar_zone;  // X-WR-TIMEZONE of the stream it came in
  std::vector<Warning> warnings;      // what was wrong with it when it was read
  bool operator==(const CalendarObject&) const = default;
};

}  // namespace evenkeel
