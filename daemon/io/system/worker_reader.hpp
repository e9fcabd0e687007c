// The reader the service uses: strangers' text is read in a process without rights (DESIGN sections 2 and 9).
#pragma once

#include "io/system/descriptor.hpp"
#include "io/system/worker_frames.hpp"
#include "io/system/worker_limits.hpp"
#include "io/system/worker_patience.hpp"
#include "io/system/worker_queue.hpp"
#include "io/system/worker_ring.hpp"
#include "io/system/worker_supply.hpp"
#include "ports/reader.hpp"

#include <sys/types.h>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// Jobs go to the worker in the order of submit(). One that a worker dies of, or that takes longer than its
/// limit, is tried once more by a new worker, alone (what came before it may have been the cause), and then
/// answered by an error (refused). From then on the jobs of other lanes go before those of its lane, so that
/// each of them waits for one such job at most. One that takes long on the wall of a busy machine is begun
/// anew after those of other lanes.
class WorkerReader final : public Reader {
 public:
  /// Forks the nursery (worker_nursery.hpp): early, before curl starts and secrets are read. The worker
  /// itself starts with the first job, and leaves when there have been none for a while. Where there is no
  /// nursery to be had, or it is lost later on, the next job tries to get one by `again`; without it, or
  /// while that fails, jobs end as transient.
  [[nodiscard]] static Expected<std::unique_ptr<WorkerReader>> start(
      const WorkerLimits& limits = {}, WorkerTask task = &ical::read,
      worker::WorkerSupply::NurseryStart again = nullptr);

  void submit(Job job) override;
  [[nodiscard]] std::vector<Result> collect() override;
  [[nodiscard]] int fd() const override { return events_.get(); }

 private:
  using Clock = std::chrono::steady_clock;

  WorkerReader(worker::WorkerSupply workers, const WorkerLimits& limits, Descriptor events, Descriptor timer);

  void pump();
  bool start_worker();
  void fill();
  void flush();
  void watch(bool writable);
  void receive();
  bool listen();
  bool take_answers();
  bool take(Result result);
  void senseless();
  void left();
  void begin_time();
  void check_time();
  [[nodiscard]] bool held_up() const;
  void stand_aside();
  void lost(const std::string& reason);
  void requeue();
  void fail_all(const Error& error);
  void arm();
  void set_timer(Clock::duration left);
  [[nodiscard]] Clock::duration limit_of(const Job& job) const;

  worker::WorkerSupply workers_;
  std::optional<worker::RingReader> answers_;  // of the present worker
  WorkerLimits limits_;
  Descriptor events_;  // epoll of the two below: readable when collect() has something to do
  Descriptor timer_;
  Descriptor socket_;  // to the worker; invalid: there is none
  bool ready_ = false;
  bool leaving_ = false;
  unsigned vain_starts_ = 0;  // in a row, of workers that never said they were ready
  std::size_t heard_ = 0;     // letters since the last answer
  bool watching_writable_ = false;
  WorkerQueue waiting_;
  std::deque<PendingJob> sent_;  // to the present worker, not answered yet; it is at the first
  std::string out_;              // frames, from out_at_ on not written yet
  std::size_t out_at_ = 0;
  worker::Frames in_;
  Clock::time_point alarm_ = Clock::time_point::max();  // when the timer rings; max: never
  Clock::time_point start_deadline_{};                  // of a worker that is not ready
  Clock::time_point begun_{};                           // the first of sent_, as far as we know
  pid_t process_ = -1;                                  // the worker, once it is ready
  worker::Patience patience_;                           // with the first of sent_
  std::vector<Result> done_;
};

}  // namespace evenkeel
