#include "io/system/worker_reader.hpp"

#include "core/ical/limits.hpp"
#include "io/system/system_error.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace evenkeel {

namespace {

// A worker may need this long to start on a machine that is busy starting everything.
constexpr std::chrono::seconds start_limit{30};

constexpr std::size_t enough_to_write = std::size_t{1} << 18U;  // more waits as jobs, not as frames

bool watch_descriptor(int events, int operation, int descriptor, bool writable) {
  epoll_event event{};
  event.events = EPOLLIN | (writable ? EPOLLOUT : 0U);
  event.data.fd = descriptor;
  return epoll_ctl(events, operation, descriptor, &event) == 0;
}

}  // namespace

Expected<std::unique_ptr<WorkerReader>> WorkerReader::start(const WorkerLimits& limits, WorkerTask task) {
  auto nursery = worker::Nursery::start(limits, task);
  if (!nursery) return std::unexpected(nursery.error());
  Descriptor events(epoll_create1(EPOLL_CLOEXEC));
  Descriptor timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!events.valid() || !timer.valid() ||
      !watch_descriptor(events.get(), EPOLL_CTL_ADD, timer.get(), false)) {
    return system_error("no descriptors for reading calendars", errno);
  }
  return std::unique_ptr<WorkerReader>(
      new WorkerReader(std::move(*nursery), limits, std::move(events), std::move(timer)));
}

WorkerReader::WorkerReader(worker::Nursery nursery, const WorkerLimits& limits, Descriptor events,
                           Descriptor timer)
    : nursery_(std::move(nursery)), limits_(limits), events_(std::move(events)), timer_(std::move(timer)) {}

void WorkerReader::submit(Job job) {
  if (job.text.size() > ical::limits::stream_bytes) {
    done_.emplace_back(job.id, fail(ErrorKind::refused, "the calendar is too large"));
    arm();
    return;
  }
  waiting_.push({std::move(job)});
  pump();
}

std::vector<Reader::Result> WorkerReader::collect() {
  std::uint64_t expirations = 0;
  if (read(timer_.get(), &expirations, sizeof expirations) > 0) alarm_ = Clock::time_point::max();
  receive();
  check_time();
  auto results = std::exchange(done_, {});
  watch(false);  // try again
  pump();
  arm();
  return results;
}

// Gives the worker what it can take now.
void WorkerReader::pump() {
  if (waiting_.empty() && sent_.empty()) return;
  if (!socket_.valid() && !start_worker()) return;
  fill();
  flush();
}

bool WorkerReader::start_worker() {
  auto socket = nursery_.new_worker();
  if (!socket) {
    fail_all({ErrorKind::transient, socket.error().text});
    return false;
  }
  socket_ = std::move(*socket);
  ready_ = watching_writable_ = false;
  out_.clear();
  out_at_ = 0;
  in_ = {};
  if (watch_descriptor(events_.get(), EPOLL_CTL_ADD, socket_.get(), false)) return true;
  fail_all({ErrorKind::transient, "no descriptors for reading calendars"});
  return false;
}

void WorkerReader::fill() {
  while (!waiting_.empty() && out_.size() - out_at_ < enough_to_write) {
    // A suspect is tried alone.
    if (!sent_.empty() && (sent_.back().suspect || waiting_.next().suspect)) break;
    sent_.push_back(waiting_.take());
    worker::add_frame(out_, sent_.back().job);
    if (sent_.size() == 1) begin_time();
  }
  arm();
}

void WorkerReader::flush() {
  if (watching_writable_) return;  // it is full; collect() will be called when it is not
  while (out_at_ < out_.size()) {
    const ssize_t written = send(socket_.get(), out_.data() + out_at_, out_.size() - out_at_, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;  // full, or dead: the latter is seen when its answers are received
    out_at_ += static_cast<std::size_t>(written);
  }
  const bool rest = out_at_ < out_.size();
  if (!rest) {
    out_.clear();
    out_at_ = 0;
  }
  watch(rest);
}

void WorkerReader::watch(bool writable) {
  if (writable == watching_writable_ || !socket_.valid()) return;
  watching_writable_ = writable;
  watch_descriptor(events_.get(), EPOLL_CTL_MOD, socket_.get(), writable);
}

void WorkerReader::receive() {
  while (socket_.valid()) {
    const ssize_t got = recv(socket_.get(), buffer_.data(), buffer_.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (got <= 0) {
      lost("the reading process died of it");
      return;
    }
    if (!sent_.empty()) deadline_ = std::min(last_deadline_, Clock::now() + limit_of(sent_.front().job));
    in_.feed({buffer_.data(), static_cast<std::size_t>(got)});
    if (!take_all()) {
      lost("the reading process gave no sensible answer to it");
    }
  }
}

// The messages that arrived whole. False when one is none.
bool WorkerReader::take_all() {
  while (socket_.valid()) {
    const auto payload = in_.next();
    if (!payload) break;
    auto message = worker::decode_message(*payload);
    if (!message) return false;
    take(std::move(*message));
  }
  return !in_.broken();
}

void WorkerReader::take(worker::Message message) {
  if (std::holds_alternative<worker::Ready>(message)) {
    ready_ = true;
    begin_time();
  } else if (std::holds_alternative<worker::Leaving>(message)) {
    left();
  } else if (auto& result = std::get<Result>(message);
             sent_.empty() || result.first != sent_.front().job.id) {
    lost("the reading process gave no sensible answer to it");
  } else {
    done_.push_back(std::move(result));
    sent_.pop_front();
    begin_time();
  }
}

// A worker leaves between jobs. One that a job took over could say so without end instead of answering it:
// the second time is once too often.
void WorkerReader::left() {
  if (!sent_.empty() && sent_.front().suspect) {
    lost("the reading process gave no sensible answer to it");
    return;
  }
  if (!sent_.empty()) sent_.front().suspect = true;
  requeue();
}

// The first job that is not answered is what the worker is at from now on.
void WorkerReader::begin_time() {
  if (sent_.empty()) return;
  const auto limit = ready_ ? limit_of(sent_.front().job) : start_limit;
  deadline_ = Clock::now() + limit;
  last_deadline_ = Clock::now() + 10 * limit;
}

void WorkerReader::check_time() {
  if (!socket_.valid() || sent_.empty() || Clock::now() < deadline_) return;
  nursery_.kill_worker();
  lost("reading it took too long");
}

// The worker is no more. It answers one job before it begins the next, so it was at the first.
void WorkerReader::lost(const std::string& reason) {
  const bool was_ready = ready_;
  if (was_ready && !sent_.empty()) {
    PendingJob& culprit = sent_.front();
    waiting_.charge(culprit.job.lane);
    if (std::exchange(culprit.suspect, true)) {
      done_.emplace_back(culprit.job.id, fail(ErrorKind::refused, reason));
      sent_.pop_front();
    }
  }
  requeue();
  if (!was_ready) {
    fail_all({ErrorKind::transient, "no confined process for reading calendars can be started here"});
  }
}

void WorkerReader::requeue() {
  socket_.close();
  while (!sent_.empty()) {
    waiting_.put_back(std::move(sent_.back()));
    sent_.pop_back();
  }
}

void WorkerReader::fail_all(const Error& error) {
  requeue();
  while (!waiting_.empty()) done_.emplace_back(waiting_.take().job.id, std::unexpected(error));
  arm();
}

// The timer wakes the caller for what no answer of the worker does: an overrun, and errors that are here. It
// may ring too early, when the deadline has moved since; collect() sets it anew then.
void WorkerReader::arm() {
  const bool at_once = !done_.empty();
  if (!at_once && sent_.empty()) {
    if (std::exchange(alarm_, Clock::time_point::max()) != Clock::time_point::max()) set_timer({});
    return;
  }
  const auto wanted = at_once ? Clock::time_point::min() : deadline_;
  if (alarm_ <= wanted) return;
  alarm_ = wanted;
  const auto left = at_once ? Clock::duration{0} : wanted - Clock::now();
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
