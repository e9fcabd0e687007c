// What-if and check (DESIGN section 7): a scenario or an invitation, laid over settings and snapshot before
// the middle of the cycle looks at them.
#pragma once

#include "core/household/settings.hpp"
#include "core/household/snapshot.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

class Zones;

/// [[add]]: events come into a partner's first work calendar, taken as the invitation of `check` is (below).
/// `kind` and `presence` come before every rule.
struct AddObjects {
  PersonId partner;
  std::vector<CalendarObject> objects;
  std::optional<Kind> kind;
  std::optional<Presence> presence;
};
/// `check`: an invitation, taken as confirmed. It replaces what the partner has under its UIDs; one of single
/// instances only (RECURRENCE-ID, no master) replaces those instances.
struct AcceptInvitation {
  PersonId partner;
  std::vector<CalendarObject> objects;
};
/// [[remove]]: all of this UID, in every calendar; or everything that a rule with this match would be about.
struct RemoveUid {
  Uid uid;
};
struct RemoveMatching {
  RuleMatch match;
};
/// [[move]]: `to` a date or time, or `by` a length (exact: a day is 24 h, CONTRACT section 2; negative:
/// earlier).
using MoveTarget = std::variant<Due, Seconds>;
/// All occurrences of this UID, in every calendar; `to` is where the first one goes.
struct MoveUid {
  Uid uid;
  MoveTarget target;
};
/// The deadline of this id (DESIGN section 6, Keys) is due at another time, of a date at the end of its
/// working hours; when it can begin stays.
struct MoveDue {
  std::string deadline;
  MoveTarget target;
};
/// [[set]]: what is given.
struct SetPartner {
  PersonId partner;
  std::optional<WeekRanges> working_hours;
  const Zone* zone = nullptr;
};
using ScenarioChange = std::variant<SetPartner, Career, RemoveUid, RemoveMatching, MoveUid, MoveDue,
                                    AddObjects, AcceptInvitation>;

struct ScenarioStep {
  std::string place;  // where it is written, for what is wrong with it: "move.toml:4:7"
  ScenarioChange change;
};

struct Scenario {
  std::string title;
  std::vector<ScenarioStep> steps;  // laid in this order
};

/// One event of a partner in words, as [[add]] describes it. Without an end: all-day a day, timed none.
struct DescribedEvent {
  std::string summary;
  Due start;  // a local time is read in the partner's zone
  std::optional<Due> end;
  std::string rrule;
};
/// The event as an object of a calendar; `number` makes its UID.
[[nodiscard]] CalendarObject described(const DescribedEvent& event, std::size_t number);

/// Lays the scenario over both, in the order of its steps. `now` bounds what is expanded. What cannot be
/// laid (no such UID) comes back with its place, and is left out.
[[nodiscard]] std::vector<Warning> lay(const Scenario& scenario, Settings& settings, Snapshot& snapshot,
                                       Zones& zones, Instant now);

}  // namespace evenkeel
