// What an agenda is made of, gathered from the analysed household; only disclosed text leaves here.
#pragma once

#include "core/plans/agenda.hpp"
#include "core/plans/analyse.hpp"

#include <map>
#include <string>
#include <vector>

namespace evenkeel {

/// Gathered once a cycle, for all agendas.
struct AgendaMaterial {
  std::vector<Win> wins;     // of the whole history, by date
  std::vector<Ahead> ahead;  // from today to the horizon, by date
  std::map<Date, std::array<double, 2>> week_loads;
  AlignmentProposal alignment;
  std::array<std::vector<Interval>, 2> crunches;
  std::vector<std::string> changes;  // of settings; filled in by the caller, as are the next
  std::vector<std::pair<Instant, std::string>> opportunities;
};

[[nodiscard]] AgendaMaterial agenda_material(const World& world, const Analysis& analysis);

/// Everything prepare_agenda() looks at for `slot`; wins are those since one period before it. Borrows all of
/// it.
[[nodiscard]] AgendaCircumstances circumstances(const World& world, const Analysis& analysis,
                                                const AgendaMaterial& material, const Prompts& prompts,
                                                const std::map<std::string, std::string, std::less<>>& files,
                                                const Slot& slot);

}  // namespace evenkeel
