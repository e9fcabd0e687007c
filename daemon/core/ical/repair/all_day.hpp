// P91: Outlook and Exchange write all-day events as local midnight in UTC or in a zone, and mark them with
// X-MICROSOFT-CDO-ALLDAYEVENT.
#pragma once

#include "core/calendar/object.hpp"

#include <string_view>
#include <vector>

namespace evenkeel::ical {

/// The property that is the mark, where it says TRUE.
inline constexpr std::string_view all_day_property = "X-MICROSOFT-CDO-ALLDAYEVENT";

/// Turns the times of a component that carries the mark into dates, where they are midnights: floating and
/// zoned ones at 00:00; UTC ones at midnight by one of `offsets` (of the VTIMEZONEs that came with it), else
/// by the nearest whole hour (offsets from -10:00 to +13:00), when start and end are whole days apart, give
/// or take an hour of daylight saving. Whatever is no midnight stays as it is, the mark notwithstanding.
/// `dates_zone` says where DTSTART was a midnight: an UNTIL in UTC and a RECURRENCE-ID elsewhere mean that.
void all_day_from_mark(Component& component, const std::vector<Seconds>& offsets);

}  // namespace evenkeel::ical
