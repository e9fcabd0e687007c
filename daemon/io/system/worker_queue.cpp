#include "io/system/worker_queue.hpp"

#include <utility>

namespace evenkeel {

void WorkerQueue::push(Reader::Job job) {
  auto& jobs = lanes_[job.lane].jobs;
  jobs.push_back({std::move(job), false, false, arrived_++});
  ++size_;
}

void WorkerQueue::put_back(PendingJob pending) {
  auto& jobs = lanes_[pending.job.lane].jobs;
  jobs.push_front(std::move(pending));
  ++size_;
}

WorkerQueue::Lanes::const_iterator WorkerQueue::first() const {
  const auto place = [](const Lane& lane) { return std::pair(lane.charge, lane.jobs.front().number); };
  auto best = lanes_.end();
  for (auto it = lanes_.begin(); it != lanes_.end(); ++it) {
    if (it->second.jobs.empty()) continue;
    if (best == lanes_.end() || place(it->second) < place(best->second)) best = it;
  }
  return best;
}

PendingJob WorkerQueue::take() {
  auto& jobs = lanes_.at(first()->first).jobs;
  PendingJob taken = std::move(jobs.front());
  jobs.pop_front();
  if (--size_ == 0) lanes_.clear();
  return taken;
}

}  // namespace evenkeel
