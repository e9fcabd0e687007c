// Jobs that wait for a worker. Several sources share it; one that holds it up must not hold up the others.
#pragma once

#include "ports/reader.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>

namespace evenkeel {

struct PendingJob {
  Reader::Job job;
  bool suspect = false;      // a worker died of it or took too long; it gets one more try, alone
  bool stood_aside = false;  // others waited for it already
  std::uint64_t number = 0;  // in the order of arrival, over all lanes
};

/// Next is the oldest job of those lanes that were charged least. Charges are forgotten when nothing waits.
class WorkerQueue {
 public:
  void push(Reader::Job job);
  /// One that was taken, in front of its lane again.
  void put_back(PendingJob pending);
  /// A worker was lost to a job of this lane.
  void charge(std::uint64_t lane) { ++lanes_[lane].charge; }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Both only when not empty().
  [[nodiscard]] const PendingJob& next() const { return first()->second.jobs.front(); }
  PendingJob take();

 private:
  struct Lane {
    std::size_t charge = 0;
    std::deque<PendingJob> jobs;
  };
  using Lanes = std::map<std::uint64_t, Lane>;

  [[nodiscard]] Lanes::const_iterator first() const;

  Lanes lanes_;
  std::size_t size_ = 0;
  std::uint64_t arrived_ = 0;
};

}  // namespace evenkeel
