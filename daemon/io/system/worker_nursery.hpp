// A process that does nothing but start workers. It is forked at the very beginning, before curl and before
// any secret is read, so that each worker begins as empty as it was then. (Forking one from the service
// itself would hand it the service's memory; starting our own program anew would need it to be found and run
// under whatever confinement there is.)
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
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  Nursery(Descriptor control, pid_t pid) : control_(std::move(control)), pid_(pid) {}

  Descriptor control_;
  pid_t pid_ = -1;
};

}  // namespace evenkeel::worker
