#include "io/system/worker_supply.hpp"

#include <utility>

namespace evenkeel::worker {

WorkerSupply::WorkerSupply(const WorkerLimits& limits, WorkerTask task, Expected<NurseryWithMemory> first,
                           NurseryStart again)
    : limits_(limits), task_(task), again_(again) {
  if (first) nursery_.emplace(std::move(*first));
}

Expected<Descriptor> WorkerSupply::new_worker() {
  if (nursery_) {
    auto socket = nursery_->nursery.new_worker();
    if (socket || again_ == nullptr) return socket;
    give_up_nursery();
  }
  if (again_ == nullptr) return fail(ErrorKind::transient, "there is no process that starts readers");
  auto started = again_(limits_, task_);
  if (!started) return std::unexpected(started.error());
  nursery_.emplace(std::move(*started));
  return nursery_->nursery.new_worker();
}

void WorkerSupply::kill_worker() {
  if (nursery_) nursery_->nursery.kill_worker();
}

bool WorkerSupply::give_up_nursery() {
  if (again_ == nullptr) return false;
  if (nursery_) nursery_->nursery.kill();
  nursery_.reset();
  return true;
}

}  // namespace evenkeel::worker
