// The metrics of CONTRACT section 1 (`what-if`, `check`, `report`), of confirmed things only.
#pragma once

#include "core/plans/analyse.hpp"

#include <array>

namespace evenkeel {

struct PartnerMetrics {
  Seconds meeting{0};      // union of work of kind meeting
  Seconds focus{0};        // stretches of 2 h or more of working hours free of leave and busy time
  Seconds after_hours{0};  // without the allowance
  Seconds crunch{0};       // working hours inside reported crunches
  int deadlines_met = 0, deadlines_missed = 0;
  int learning_kept = 0;
  int promises_made = 0, promises_kept = 0;
  int duty_points = 0;
};

struct Metrics {
  std::array<PartnerMetrics, 2> partners;
  int uncovered_windows = 0;
  int check_ins_held = 0;
  Seconds shared_free{0};
};

/// What is measured: times come from `world` and `analysis`, which may look at the household as of another
/// time; `now` is the real one, before which something was missed or held. Times are clipped to `within`, of
/// which the world must reach all.
struct Measured {
  const World& world;
  const Analysis& analysis;
  Interval within;
  Instant now{};
};

[[nodiscard]] Metrics metrics_of(const Measured& measured);

}  // namespace evenkeel
