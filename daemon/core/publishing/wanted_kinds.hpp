// Each kind of publication by itself; wanted() puts them together.
#pragma once

#include "core/publishing/wanted.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// Slots of routines, with agenda and reminders; the next one of each carries the invitees.
[[nodiscard]] std::vector<Publication> wanted_routines(const PublishingInput& input);
/// "Sam: School pick-up", "Ask Gran: ..."; as far as the calendar's `ahead`.
[[nodiscard]] std::vector<Publication> wanted_duties(const PublishingInput& input);
/// At most `max_findings`, worst first.
[[nodiscard]] std::vector<Publication> wanted_findings(const PublishingInput& input);
/// Sources that do not answer, as transparent days from when they are stale until they do not count any more.
/// They come after the findings, as far as `max_findings` leaves room; messages and `status` tell of them
/// anyway.
[[nodiscard]] std::vector<Publication> wanted_silences(const PublishingInput& input);
/// Passwords and sign-ins that are not taken any more, or end soon; beside the findings in the same way.
[[nodiscard]] std::vector<Publication> wanted_credentials(const PublishingInput& input);
/// Deadlines and milestones of both, as transparent days.
[[nodiscard]] std::vector<Publication> wanted_deadlines(const PublishingInput& input);
/// "Home base: Sam" on nights the other is away.
[[nodiscard]] std::vector<Publication> wanted_home_base(const PublishingInput& input);

/// [start, end) as civil time of `zone`.
[[nodiscard]] ZonedSpan zoned(const Interval& time, const Zone& zone);
/// Where whole days lie.
[[nodiscard]] Interval on_days(const DateSpan& days, const Zone& zone);

}  // namespace evenkeel
