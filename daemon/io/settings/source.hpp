// A calendar that is pulled: the same keys for partners, household, helpers and opportunities.
#pragma once

#include "io/settings/section.hpp"

#include <string>
#include <vector>

namespace evenkeel::settings {

/// The keys of a connection: kind, url, calendar, user, password, oauth, ca_file, poll, stale_after,
/// forget_after. Without `kind` the URL tells it: http(s) is CalDAV (ICS where its path ends in .ics), webcal
/// ICS, a path a vdir (ICS where it ends in .ics).
void read_connection(Section& section, SourceSettings& source);

enum class WorkKey : std::uint8_t { yes, no };

/// All calendars under `calendar` of an owner. One without a name is called "calendar" (or "calendar-2" ...);
/// names are unique per owner.
[[nodiscard]] std::vector<SourceSettings> read_calendars(Section& owner, const std::string& owner_id,
                                                         WorkKey work);

}  // namespace evenkeel::settings
