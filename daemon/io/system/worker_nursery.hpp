// A process that does nothing but start workers. It is forked at the very beginning, before curl and before
// any secret is read, so that each worker begins as empty as it was then. Where it is lost later on (a
// machine out of memory, a person), our own program is started anew, which empties its memory too; forking
// one from the service itself would hand it the service's.
#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"
#include "io/system/worker_limits.hpp"
#include "io/system/worker_ring.hpp"

#include <sys/types.h>

namespace evenkeel::worker {

class Nursery {
 public:
  /// Forks. To be called while the process has one thread, nothing secret in memory and few descriptors.
  /// Every worker answers by way of `answers`, one after the other.
  static Expected<Nursery> start(SharedMemory& answers, const WorkerLimits& limits, WorkerTask task);
  /// Starts our own program anew, whose main() calls serve_as_nursery() (nursery_process.hpp). At any time.
  /// Its workers have the usual limits and read.
  static Expected<Nursery> start_anew(const PassedMemory& answers);
  Nursery(Nursery&& other) noexcept;
  Nursery& operator=(Nursery&&) = delete;
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;
  /// Ends the nursery and its worker.
  ~Nursery();

  /// A new worker in place of the one there is, if any; its end of the conversation (does not block). That it
  /// runs is only known when it says it is ready.
  [[nodiscard]] Expected<Descriptor> new_worker();
  /// Kills the worker, if there is one.
  void kill_worker();
  /// Without a chance to do anything: it may be stuck.
  void kill();
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  Nursery(Descriptor control, pid_t pid) : control_(std::move(control)), pid_(pid) {}

  Descriptor control_;
  pid_t pid_ = -1;
};

/// With the memory that its workers answer by.
struct NurseryWithMemory {
  SharedMemoryOwner answers;
  Nursery nursery;  // ends first
};
[[nodiscard]] Expected<NurseryWithMemory> fork_nursery(const WorkerLimits& limits, WorkerTask task);
/// `limits` and `task` must be the usual ones.
[[nodiscard]] Expected<NurseryWithMemory> exec_nursery(const WorkerLimits& limits, WorkerTask task);

}  // namespace evenkeel::worker
