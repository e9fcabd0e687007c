// Strangers' iCalendar text to values. Pure; may be slow or die on hostile input before the limits of
// ical/limits.hpp are applied, which is why the program calls it in a worker (DESIGN section 2).
#pragma once

#include "core/calendar/object.hpp"
#include "core/words/error.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

/// What to keep (DESIGN section 2: stored objects are reduced first).
struct ReadOptions {
  std::vector<Address> household;  // attendees with these addresses are kept; of others only the number
  bool keep_own_whole = false;     // shared calendar: objects whose UID ends in @evenkeel keep DESCRIPTION
  bool answers = false;  // what people answer with: an event in it needs no DTSTART (RFC 5546 3.2.3)
  bool operator==(const ReadOptions&) const = default;
};

struct ReadResult {
  std::vector<CalendarObject> objects;  // by UID, in the order of first appearance
  std::vector<Warning> warnings;        // skipped components, repairs; naming UID or line
  std::uint32_t skipped = 0;            // events and to-dos that could not be read
};

/// Called after each component, for who watches how long reading takes.
using GoingOn = std::function<void()>;

/// Reads a whole stream or resource (one or more VCALENDARs). Error when it is not a calendar at all or is
/// cut off before END:VCALENDAR; broken components are skipped with a warning.
[[nodiscard]] Expected<ReadResult> read(std::string_view text, const ReadOptions& options,
                                        const GoingOn& going_on = {});

/// One UID's part of a stream: its components, the VTIMEZONEs and X-WR-TIMEZONE, as a calendar of its own.
struct Piece {
  Uid uid;
  std::string text;
  std::string
      hash;  // of the content without DTSTAMP, LAST-MODIFIED, CREATED, PRODID, X-WR-*, order of properties
};
struct Pieces {
  std::vector<Piece> pieces;            // in the order of first appearance
  std::optional<Seconds> refresh_hint;  // REFRESH-INTERVAL, else X-PUBLISHED-TTL
  std::vector<Warning> warnings;
};
/// Splits a stream without parsing it with libical, in linear time. A component without UID gets one made of
/// its content. Same errors as read(), and refused where VTIMEZONEs would be repeated beyond measure.
[[nodiscard]] Expected<Pieces> split(std::string_view text);

}  // namespace evenkeel::ical
