// The nursery's own side (worker_nursery.hpp).
#pragma once

#include "io/system/worker_limits.hpp"
#include "io/system/worker_ring.hpp"

#include <sys/types.h>

namespace evenkeel::worker {

inline constexpr char start_command = 's';  // comes with the worker's end of a socket
inline constexpr char kill_command = 'k';

/// Runs in the forked process until `control` is closed. At most one worker at a time; starting one ends the
/// one before.
[[noreturn]] void run_nursery(int control, pid_t parent, SharedMemory& answers, const WorkerLimits& limits,
                              WorkerTask task);

}  // namespace evenkeel::worker
