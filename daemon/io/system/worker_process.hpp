// The process in which strangers' text is read: takes jobs from a socket and answers them, in order, until
// the socket closes. It has no other descriptor, no memory in common with anybody but that for its answers,
// and no rights.
#pragma once

#include "io/system/worker_limits.hpp"
#include "io/system/worker_ring.hpp"

namespace evenkeel::worker {

/// Runs in a process of its own; `socket` is a stream and the only descriptor that matters. Does not return.
[[noreturn]] void work(int socket, SharedMemory& answers, const WorkerLimits& limits, WorkerTask task);

}  // namespace evenkeel::worker
