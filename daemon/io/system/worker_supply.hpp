// Where workers come from, also when what starts them is lost.
#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"
#include "io/system/worker_limits.hpp"
#include "io/system/worker_nursery.hpp"
#include "io/system/worker_ring.hpp"

#include <optional>

namespace evenkeel::worker {

class WorkerSupply {
 public:
  using NurseryStart = Expected<NurseryWithMemory> (*)(const WorkerLimits&, WorkerTask);

  /// `first` may have failed; `again` (may be null) starts another nursery then, and where one is lost.
  WorkerSupply(const WorkerLimits& limits, WorkerTask task, Expected<NurseryWithMemory> first,
               NurseryStart again);

  /// As Nursery::new_worker().
  [[nodiscard]] Expected<Descriptor> new_worker();
  /// By which the last new worker answers.
  [[nodiscard]] SharedMemory& answers() { return *nursery_->answers; }
  void kill_worker();
  /// No worker came out of the nursery: it may be stuck, and is ended, if there can be another one. Whether
  /// there can.
  bool give_up_nursery();

 private:
  WorkerLimits limits_;
  WorkerTask task_;
  NurseryStart again_;
  std::optional<NurseryWithMemory> nursery_;
};

}  // namespace evenkeel::worker
