// Calendars to measure with: the same text every time, mixed like those of people who work in offices.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::bench {

/// The events of one calendar: of twenty objects nine are single, two all-day, five weekly (two with UNTIL or
/// COUNT), two monthly, one weekly with two overrides and an EXDATE, one yearly. Times in UTC, five IANA
/// zones and one Windows name; all begin within the two years before the one that is expanded. Each third has
/// a DESCRIPTION of 2,000 characters, each fourth ten attendees.
[[nodiscard]] std::string feed(std::size_t objects);

/// The same, each object as a resource of its own with the VTIMEZONEs it names, as a CalDAV server gives
/// them.
[[nodiscard]] std::vector<std::string> resources(std::size_t objects);

/// Resources as Outlook writes them: each event weekly, in a zone of its own whose rules begin in 1601. The
/// zone has either a Windows name or one that nobody knows ("Customized Time Zone").
[[nodiscard]] std::vector<std::string> resources_with_own_zones(std::size_t objects);

/// One resource with a single event: the DTSTART and DTEND lines, and `more` lines (each with its CRLF).
[[nodiscard]] std::string resource(std::string_view uid, std::string_view when, std::string_view more);

}  // namespace evenkeel::bench
