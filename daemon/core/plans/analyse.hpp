// The middle of the cycle from the classified household to findings and plans, in the order of DESIGN section
// 6: deadlines and crunches, then the rota, then routines, then all other findings. Pure.
#pragma once

#include "core/findings/analysis.hpp"
#include "core/plans/plan.hpp"
#include "core/plans/routines.hpp"

#include <array>
#include <vector>

namespace evenkeel {

struct Analysis {
  std::vector<Finding> findings;  // both passes merged, muted kinds left out, worst first
  Rota rota;
  RoutinePlan routines;
  std::array<std::vector<Crunch>, 2> crunches;  // the remaining ones of the first pass, by partner
  std::array<Occupied, 2> occupied;             // of the partners in the first pass
};

/// For which findings ways out are tried: for none, for all, or for those alone that are published or told by
/// message. These read the same either way.
enum class Suggestions : std::uint8_t { left_out, of_what_is_told, added };

/// `answers` is what people did to evenkeel's own events; normally World::snapshot's.
[[nodiscard]] Analysis analyse(const World& world, const Answers& answers,
                               Suggestions suggestions = Suggestions::added);

}  // namespace evenkeel
