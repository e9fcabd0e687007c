// Findings and duties as a calendar that others subscribe to and nobody writes to.
#pragma once

#include "core/plans/analyse.hpp"

#include <string>

namespace evenkeel {

/// iCalendar (RFC 5545): every duty ahead that somebody holds, and the findings that go to the viewer of
/// `world`, all transparent, without people. What concerns one partner alone (after-hours, double-booked) and
/// what an unanswered invitation would cause is only in the feed of that partner (DESIGN section 8). UIDs are
/// those of the keys, the same each time; nothing of the feed counts as evenkeel's own on a shared calendar.
[[nodiscard]] std::string planner_feed(const World& world, const Analysis& analysis);

}  // namespace evenkeel
