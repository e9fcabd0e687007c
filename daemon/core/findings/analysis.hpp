// One pass over the household: what the finding kinds look at, and the table of kinds (DESIGN section 6).
#pragma once

#include "core/findings/crunch.hpp"
#include "core/findings/finding.hpp"
#include "core/household/occupied.hpp"
#include "core/household/slot.hpp"
#include "core/household/window.hpp"
#include "core/household/world.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace evenkeel {

/// What is known when the findings of a pass are looked for. Borrows everything.
struct PassInput {
  const World& world;
  const PassTimes& times;
  std::array<std::vector<Crunch>, 2> crunches;          // remaining ones of each partner in this pass
  std::span<const CoverageWindow> windows;              // of the rota, without duties that are not needed
  std::span<const std::optional<PersonIndex>> holders;  // parallel to `windows`: of the rota, in both passes
  std::span<const Slot> published;       // where routine slots stand published (protected-time)
  std::span<const MissingSlot> missing;  // first pass; empty in the second
  const IntervalSet* region = nullptr;   // findings that do not overlap it are left out; null: everywhere

  [[nodiscard]] Pass pass() const { return times.pass(); }
};

class Scene;

/// Finds one kind; keys without numbers for equal ones; any order; may go beyond the reported range.
using Finder = std::vector<Finding> (*)(const Scene&);
struct FindingKind {
  std::string_view name;
  Finder find;
  /// What a finding depends on: only what lies over its interval (or over the window or event it is about),
  /// or more than that.
  enum class Reach : std::uint8_t { local, wide } reach;
};
std::span<const FindingKind> finding_kinds();

/// The findings of some kinds that overlap [now, H1) and the region: with severity, keys not numbered yet.
std::vector<Finding> raw_findings(const Scene& scene, std::span<const FindingKind> kinds);

/// All findings of a pass that overlap [now, H1): keys numbered, severity set, without suggestions; muted
/// kinds included. By start, end, key. `numbered` is set where equal keys had to be numbered.
std::vector<Finding> findings_of_pass(const PassInput& input, bool* numbered = nullptr);

/// The findings of the first pass, and those of the second whose key the first did not have, as if_accepted
/// (warning at most). `since` from the snapshot. Listed worst first.
std::vector<Finding> merge_passes(const World& world, std::vector<Finding> first,
                                  std::vector<Finding> second);

/// Without the kinds in alerts.mute.
std::vector<Finding> reported(const World& world, std::vector<Finding> findings);

}  // namespace evenkeel
