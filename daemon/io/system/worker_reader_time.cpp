// WorkerReader's sense of time: how long the worker may be at a job, and when to look again.
#include "io/system/worker_reader.hpp"

#include <sys/timerfd.h>

#include <algorithm>
#include <utility>

namespace evenkeel {

namespace {

// A worker may need this long to start on a machine that is busy starting everything.
constexpr std::chrono::seconds start_limit{30};

// The worker does not say of each answer that it is there, nor how long it takes: so often it is looked.
constexpr std::chrono::milliseconds look_every{50};

}  // namespace

// The first job that is not answered is what the worker is at from now on.
void WorkerReader::begin_time() {
  if (sent_.empty()) return;
  begun_ = Clock::now();
  if (ready_) {
    patience_.begin(limit_of(sent_.front().job));
  } else {
    start_deadline_ = Clock::now() + start_limit;
  }
}

void WorkerReader::check_time() {
  if (!socket_.valid() || sent_.empty()) return;
  const auto now = Clock::now();
  if (now - begun_ >= limits_.alone && ready_ && held_up()) return stand_aside();
  const bool over = ready_ ? patience_.over({now, worker::processor_time(process_), answers_->progress()})
                           : now >= start_deadline_;
  if (over) lost("reading it took too long");
}

// Whether other sources wait for the first job, and have not done so before.
bool WorkerReader::held_up() const {
  const PendingJob& first = sent_.front();
  const auto other = [&](const PendingJob& one) { return one.job.lane != first.job.lane; };
  if (first.stood_aside) return false;
  return std::ranges::any_of(sent_, other) || (!waiting_.empty() && other(waiting_.next()));
}

void WorkerReader::stand_aside() {
  waiting_.charge(sent_.front().job.lane);
  sent_.front().stood_aside = true;
  requeue();
}

// The timer wakes the caller for what the worker does not: answers it has not told of, an overrun, and errors
// that are here. It may ring too early; collect() sets it anew then.
void WorkerReader::arm() {
  const bool at_once = !done_.empty();
  if (!at_once && sent_.empty()) {
    if (std::exchange(alarm_, Clock::time_point::max()) != Clock::time_point::max()) set_timer({});
    return;
  }
  const auto now = Clock::now();
  auto wanted = ready_ ? now + look_every : start_deadline_;
  if (at_once) wanted = Clock::time_point::min();
  if (alarm_ <= wanted) return;
  alarm_ = wanted;
  const auto left = at_once ? Clock::duration{0} : wanted - now;
  set_timer(std::max<Clock::duration>(left, std::chrono::nanoseconds{1}));
}

// Zero: never.
void WorkerReader::set_timer(Clock::duration left) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(left);
  itimerspec when{};
  when.it_value.tv_sec = whole.count();
  when.it_value.tv_nsec = std::chrono::nanoseconds{left - whole}.count();
  timerfd_settime(timer_.get(), 0, &when, nullptr);
}

WorkerReader::Clock::duration WorkerReader::limit_of(const Job& job) const {
  return limits_.job + limits_.job * static_cast<std::int64_t>(job.text.size() >> 23U);
}

}  // namespace evenkeel
