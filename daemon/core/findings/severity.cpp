#include "core/findings/severity.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds urgent_ahead = Days(3);
constexpr Seconds fortnight = Days(14);
constexpr Seconds six_weeks = Days(42);

/// Whether the demand of every crunch in it is at least the supply.
bool full_load(const Finding& f) {
  if (const auto* crunch = std::get_if<CrunchData>(&f.data)) return crunch->demand >= crunch->supply;
  if (const auto* joint = std::get_if<JointCrunchData>(&f.data)) {
    return joint->loads[0] >= 1 && joint->loads[1] >= 1;
  }
  return false;
}

}  // namespace

Severity severity_of(const Finding& f, Instant now) {
  const bool by_end = f.kind == "crunch" || f.kind == "joint-crunch";
  const Seconds lead = std::max((by_end ? f.time.end : f.time.start) - now, Seconds{0});
  const bool pressing = f.kind == "uncovered" || f.kind == "both-away" || (by_end && full_load(f));
  if (pressing && lead <= urgent_ahead) return Severity::urgent;
  Seconds warn_ahead = urgent_ahead;
  if (f.kind == "uncovered" || (f.kind == "crunch" && full_load(f))) warn_ahead = fortnight;
  if (f.kind == "both-away" || f.kind == "joint-crunch" || f.kind == "travel-in-crunch") {
    warn_ahead = six_weeks;
  }
  return lead <= warn_ahead ? Severity::warning : Severity::info;
}

}  // namespace evenkeel
