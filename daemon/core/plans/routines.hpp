// Placing routines (DESIGN section 7, "Routines").
#pragma once

#include "core/household/people.hpp"
#include "core/household/slot.hpp"
#include "core/household/snapshot.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// One partner's time as routines see it. In any order; may overlap.
struct PartnerTime {
  std::vector<Interval> blocked;  // bodies of confirmed busy or focus occurrences, household events included
  std::vector<Interval> unconfirmed;  // bodies of unconfirmed busy occurrences
  std::vector<Interval> duties;       // windows the rota gives them, widened by their travel
};

struct RoutineCircumstances {
  const Settings& settings;
  Instant now{};
  Instant horizon_end{};  // H1
  const Answers& answers;
  std::array<PartnerTime, 2> partners;
  std::set<Date> paused;  // dates that household.pause matches
  std::vector<std::vector<Date>>
      rule_dates;  // by routine: of those with a rule, its dates from today on, ascending
};

struct RoutinePlan {
  std::vector<Slot> slots;  // by routine in the order of placing (common ones first), then period
  std::vector<MissingSlot> missing;
  std::map<std::string, Interval> next_best;  // of protected published slots that are no longer free, by key
};

RoutinePlan place_routines(const RoutineCircumstances& c);

/// The zone of a routine's dates: the household's for common ones, else the partner's.
const Zone& zone_of(const Settings& settings, const Routine& routine);

/// The routine of a slot's key; null when it is configured no longer. Borrows from the settings.
const Routine* routine_of(const Settings& settings, std::string_view key);

/// Whether decisions come back in its agendas: those of check-ins; of others where no check-in has any.
bool brings_decisions(const Settings& settings, const Routine& routine);

}  // namespace evenkeel
