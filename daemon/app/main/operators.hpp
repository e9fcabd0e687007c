// What whoever keeps the service running is told after a cycle: the log, and the file of [metrics].
#pragma once

#include "app/commands/printed.hpp"
#include "app/main/house.hpp"

namespace evenkeel {

/// Logs what came of a cycle, each entry with fields for the journal (EVENKEEL_CYCLE is when it began), and
/// writes the metrics file anew where one is configured. Error: that file could not be written, which is
/// logged already.
Expected<void> tell_operators(House& house, const CycleReport& report, Instant started);

/// Only the metrics file. One that cannot be written is an error; the old one stays then.
[[nodiscard]] Expected<void> write_metrics(const Parts& parts, const CycleReport& report, Instant started);

/// Adds to what a command prints that the metrics file could not be written: one of the sinks failed.
void add_metrics_failure(const Expected<void>& written, Printed& printed);

}  // namespace evenkeel
