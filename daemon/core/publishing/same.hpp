// When two texts or times are the same for people, whatever a server did to their spelling.
#pragma once

#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace evenkeel {

/// Line ends as LF, no blanks at the end of lines or of the text.
[[nodiscard]] std::string plain_text(std::string_view text);
/// Runs of blanks and line breaks as one blank, none at the ends.
[[nodiscard]] std::string plain_line(std::string_view text);

/// plain_text() without lengths of time (core/time/text.hpp: `14 h 30 min`, `45 min`): what is left changes
/// only when something happened, not because the day goes on.
[[nodiscard]] std::string without_lengths(std::string_view text);

/// All-day by dates, timed by instants.
[[nodiscard]] std::variant<DateSpan, Interval> in_time(const std::variant<DateSpan, ZonedSpan>& time);

/// The other way round, in civil time of `zone`.
[[nodiscard]] std::variant<DateSpan, ZonedSpan> civil_time(const std::variant<DateSpan, Interval>& time,
                                                           const Zone& zone);

/// Same addresses by the same channel, in any order; answers do not count.
[[nodiscard]] bool same_invitees(const std::vector<Invitee>& a, const std::vector<Invitee>& b);

}  // namespace evenkeel
