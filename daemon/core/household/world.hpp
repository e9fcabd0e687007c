// Everything a cycle looks at, expanded and classified once (DESIGN sections 3 and 5).
#pragma once

#include "core/household/disclosed_text.hpp"
#include "core/household/engagement.hpp"
#include "core/household/hours.hpp"
#include "core/household/settings.hpp"
#include "core/household/snapshot.hpp"
#include "core/time/zone.hpp"
#include "core/words/error.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace evenkeel {

class Zones;  // core/time

/// Whether a UID is one of evenkeel's own, genuine events: such exist for publishing only.
using IsOwnUid = std::function<bool(const Uid&)>;
/// Whether an occurrence in a partner's calendar is the copy of an invitation evenkeel sent (section 8).
using IsOwnCopy = std::function<bool(PartnerIndex, const Occurrence&)>;

struct OwnEvents {
  IsOwnUid uid;    // empty: none is own
  IsOwnCopy copy;  // asked about partners' occurrences; empty: by `uid` alone
};

/// Dates, sorted, without duplicates.
using Dates = std::vector<Date>;

/// The dates touched by events that `on` and `except` of a coverage match.
struct CoverageDates {
  Dates on;
  Dates except;
};

/// Borrows from settings and snapshot.
struct World {
  const Settings* settings = nullptr;
  const Snapshot* snapshot = nullptr;
  Instant now{};
  Viewer viewer;     // whom texts are for; everything else does not depend on it
  Date today{};      // of now, household's zone
  Interval range{};  // [history begin, H1)
  std::vector<std::vector<Engagement>> engagements;  // by PersonIndex; each by start, end, UID, RECURRENCE-ID
  std::vector<HouseholdEvent> household_events;      // by start, end, UID, RECURRENCE-ID
  std::vector<Deadline> deadlines;                   // by due, partner, id
  std::vector<DueTodo> todos;                        // by due, partner, UID
  std::vector<SupportRequest> support;
  std::array<bool, 2> paused{};               // `pause` in force at now
  Dates pause_dates;                          // touched by events that household.pause matches
  std::vector<CoverageDates> coverage_dates;  // parallel to Settings::coverages
  // Of the two partners, around `range`; shared with the worlds that changed() makes of this one.
  std::array<std::shared_ptr<const WorkDays>, 2> work_days;
  std::vector<Warning> warnings;

  [[nodiscard]] Interval reported() const { return {now, range.end}; }  // findings that overlap it
  [[nodiscard]] const Partner& partner(PartnerIndex p) const { return settings->partners[index(p)]; }
};

/// [history begin, H1) around now (DESIGN section 3, Range).
Interval analysis_range(const Settings& settings, Instant now);

/// A configured deadline of a partner as it would be with another due; empty when that is not ahead, or all
/// is done.
std::optional<Deadline> deadline_due(const World& world, PartnerIndex partner, const TomlDeadline& toml,
                                     const Due& due);

/// Pure; `zones` may learn VTIMEZONEs. Sources of the snapshot that the settings do not know are passed over.
World build_world(const Settings& settings, const Snapshot& snapshot, Zones& zones, Instant now,
                  Viewer viewer, const OwnEvents& own);

}  // namespace evenkeel
