// What is refused before a parser sees it (PITFALLS P95-P100). Far above what programs write, far below what
// hurts.
#pragma once

#include <cstddef>

namespace evenkeel::ical::limits {

inline constexpr std::size_t stream_bytes = std::size_t{256} << 20U;  // of one read() or split()
inline constexpr std::size_t line_bytes = std::size_t{1} << 20U;      // of one unfolded line
inline constexpr std::size_t components = 1'000'000;                  // of a stream
inline constexpr std::size_t depth = 8;                               // VCALENDAR is 1, VEVENT 2, VALARM 3
inline constexpr std::size_t properties = 10'000;  // of a component, ATTENDEE apart; and of the VCALENDARs
inline constexpr std::size_t observances =
    400;  // of a VTIMEZONE; histories since 1900 have up to 200; one that is needed may have 50
inline constexpr std::size_t onsets = 4'000;         // RDATEs of a VTIMEZONE
inline constexpr std::size_t zone_name_bytes = 256;  // of an X-WR-TIMEZONE, which goes with every object
inline constexpr std::size_t timezones = 100;        // VTIMEZONEs kept of an object
inline constexpr std::size_t dates = 50'000;         // RDATE and EXDATE values of a component
inline constexpr std::size_t rules = 50;             // RRULEs, and EXRULEs, of a component
inline constexpr std::size_t people = 1'000;         // attendees kept of a component
inline constexpr std::size_t categories = 1'000;
inline constexpr std::size_t warnings = 1'000;   // of a result; one more says that there were more
inline constexpr std::size_t about_bytes = 200;  // of a UID in a warning

}  // namespace evenkeel::ical::limits
