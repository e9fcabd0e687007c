// What senders write where a zone's name should stand.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/strong.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// A TZID that stands among those of another VCALENDAR than it came in, with the X-WR-TIMEZONE of its own
/// (none: that had none), in which it is read when nobody knows it. No calendar can write it: it holds a line
/// end.
[[nodiscard]] TzId with_calendar_zone(const TzId& tzid, const std::optional<TzId>& calendar_zone);

/// The X-WR-TIMEZONE that a TZID carries, empty when its calendar had none; nothing when it carries none and
/// means that of its object.
[[nodiscard]] std::optional<TzId> carried_calendar_zone(std::string_view tzid);

/// The TZID without what it carries.
[[nodiscard]] std::string_view without_calendar_zone(std::string_view tzid);

/// Whether a TZID says by itself what it means: an IANA or Windows name, or an offset.
[[nodiscard]] bool speaks_for_itself(const TzId& tzid);

/// Without blanks and quotes around it, and without what it carries.
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
