// What senders write where a zone's name should stand.
#pragma once

#include "core/time/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// Without blanks and quotes around it.
[[nodiscard]] std::string_view bare_tzid(std::string_view tzid);

/// Whether it may be asked for as a file below tzdata's directory: relative, no "..", no odd characters, and
/// the same on every machine (not "localtime").
[[nodiscard]] bool is_zone_name(std::string_view name);

/// IANA names that a bare TZID may stand for, best first: itself in the right case, the other names of the
/// same zone, and what stands after a vendor's prefix ("/softwarestudio.org/Olson_20011030_5/Europe/London",
/// "tzone://Microsoft/Utc").
[[nodiscard]] std::vector<std::string> iana_candidates(std::string_view tzid);

/// The IANA name for a Windows zone's name, in any case (CLDR windowsZones, territory 001); else empty.
[[nodiscard]] std::string_view iana_of_windows(std::string_view tzid);

/// "UTC-06:00", "GMT+0100", "+05:30", "UTC+1": east is positive (unlike "Etc/GMT-1").
[[nodiscard]] std::optional<Seconds> offset_of_name(std::string_view tzid);

}  // namespace evenkeel
