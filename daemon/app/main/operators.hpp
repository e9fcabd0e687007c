// What whoever keeps the service running is told after a cycle: the log, and the file of [metrics].
#pragma once

#include "app/main/house.hpp"

namespace evenkeel {

/// Logs what came of a cycle, each entry with fields for the journal (EVENKEEL_CYCLE is when it began), and
/// writes the metrics file anew where one is configured.
void tell_operators(House& house, const CycleReport& report, Instant started);

/// Only the metrics file. One that cannot be written is an error; the old one stays then.
[[nodiscard]] Expected<void> write_metrics(const Parts& parts, const CycleReport& report, Instant started);

}  // namespace evenkeel
