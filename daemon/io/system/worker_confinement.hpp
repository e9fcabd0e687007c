// Takes the present process's rights away, for good (DESIGN section 9).
#pragma once

#include "io/system/worker_limits.hpp"

namespace evenkeel::worker {

/// Limits on memory, CPU, files and processes; no core, no ptrace, no new privileges; of the system calls
/// only those that compute, read and write what is open already. Anything else kills the process. False when
/// the machine cannot do that: then nothing may be read.
[[nodiscard]] bool confine(const WorkerLimits& limits);

}  // namespace evenkeel::worker
