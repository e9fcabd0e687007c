// A finished milestone proposes an evening (DESIGN section 7, "Agendas").
#pragma once

#include "core/plans/agenda.hpp"
#include "core/plans/analyse.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenkeel {

/// One sentence for each milestone of the week before the agenda of `slot`: the first evening (19:00-22:00,
/// household's zone) of the week after it on which both are free of what is confirmed, of duties and of
/// routines. None where there is no such evening, or while a partner has paused.
[[nodiscard]] std::vector<std::string> proposed_evenings(const World& world, const Analysis& analysis,
                                                         std::span<const Win> wins, const Slot& slot);

}  // namespace evenkeel
