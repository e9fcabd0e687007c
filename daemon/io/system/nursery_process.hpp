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

/// In a forked process: becomes our own program, called as serve_as_nursery() knows it. Makes only such calls
/// as may be made after a fork of a process with several threads.
[[noreturn]] void exec_as_nursery(int control, int answers);

/// The first thing in main(): where exec_as_nursery() has called this program, it runs the nursery with the
/// usual limits and does not come back.
void serve_as_nursery(int argc, char** argv);

}  // namespace evenkeel::worker
