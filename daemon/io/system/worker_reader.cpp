#include "io/system/worker_reader.hpp"

#include "core/ical/limits.hpp"
#include "io/system/system_error.hpp"
#include "io/system/worker_letters.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace evenkeel {

namespace {

constexpr std::size_t enough_to_write = std::size_t{1} << 18U;  // more waits as jobs, not as frames
constexpr std::size_t enough_to_send = std::size_t{1} << 16U;

// More of them without an answer, and it only wants to keep us busy.
constexpr std::size_t most_letters = 1'000;

bool watch_descriptor(int events, int operation, int descriptor, bool writable) {
  epoll_event event{};
  event.events = EPOLLIN | (writable ? EPOLLOUT : 0U);
  event.data.fd = descriptor;
  return epoll_ctl(events, operation, descriptor, &event) == 0;
}

}  // namespace

Expected<std::unique_ptr<WorkerReader>> WorkerReader::start(const WorkerLimits& limits, WorkerTask task,
                                                            worker::WorkerSupply::NurseryStart again) {
  auto nursery = worker::fork_nursery(limits, task);
  if (!nursery && again == nullptr) return std::unexpected(nursery.error());
  Descriptor events(epoll_create1(EPOLL_CLOEXEC));
  Descriptor timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!events.valid() || !timer.valid() ||
      !watch_descriptor(events.get(), EPOLL_CTL_ADD, timer.get(), false)) {
    return system_error("no descriptors for reading calendars", errno);
  }
  worker::WorkerSupply workers(limits, task, std::move(nursery), again);
  return std::unique_ptr<WorkerReader>(
      new WorkerReader(std::move(workers), limits, std::move(events), std::move(timer)));
}

WorkerReader::WorkerReader(worker::WorkerSupply workers, const WorkerLimits& limits, Descriptor events,
                           Descriptor timer)
    : workers_(std::move(workers)), limits_(limits), events_(std::move(events)), timer_(std::move(timer)) {}

void WorkerReader::submit(Job job) {
  if (job.text.size() > ical::limits::stream_bytes) {
    done_.emplace_back(job.id, fail(ErrorKind::refused, "the calendar is too large"));
    arm();
    return;
  }
  waiting_.push({std::move(job)});
  // While the worker is at something, a little more waits for collect(): it says when it is done.
  if (sent_.empty()) return pump();
  fill();
  if (out_.size() - out_at_ >= enough_to_send) flush();
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
  auto socket = workers_.new_worker();
  if (!socket) {
    fail_all({ErrorKind::transient, socket.error().text});
    return false;
  }
  socket_ = std::move(*socket);
  ready_ = leaving_ = watching_writable_ = false;
  heard_ = 0;
  process_ = -1;
  answers_.emplace(workers_.answers());
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
    out_ = {};  // the room of a large job too
    out_at_ = 0;
  } else if (out_at_ >= enough_to_write) {
    out_.erase(0, out_at_);  // a worker that is slower than we are may never catch up
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
  if (!socket_.valid()) return;
  const bool alive = listen();
  // What was answered before the end counts.
  if (heard_ > most_letters || (ready_ && !take_answers())) return senseless();
  if (leaving_) {
    left();
  } else if (!alive) {
    lost("the reading process died of it");
  }
}

// What the worker says over its socket, as much as one that is sane may have said. False when it says nothing
// any more.
bool WorkerReader::listen() {
  std::array<char, 256> letters{};
  while (heard_ <= most_letters) {
    const ssize_t got = worker::receive_letters(socket_.get(), letters, process_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return true;
    if (got <= 0) return false;
    const std::string_view said(letters.data(), static_cast<std::size_t>(got));
    heard_ += said.size();
    leaving_ = leaving_ || said.find(worker::leaving_letter) != std::string_view::npos;
    if (!ready_ && said.front() == worker::ready_letter) {
      ready_ = true;
      vain_starts_ = 0;
      begin_time();
    }
  }
  return true;
}

// The answers that have come. False when something is none.
bool WorkerReader::take_answers() {
  const std::size_t before = in_.buffer().size();
  if (!answers_->take(in_.buffer())) return false;
  if (in_.buffer().size() == before) return true;
  heard_ = 0;
  while (const auto payload = in_.next()) {
    auto result = worker::decode_result(*payload);
    if (!result || !take(std::move(*result))) return false;
  }
  return !in_.broken();
}

bool WorkerReader::take(Result result) {
  if (sent_.empty() || result.first != sent_.front().job.id) return false;
  done_.push_back(std::move(result));
  sent_.pop_front();
  begin_time();
  return true;
}

void WorkerReader::senseless() {
  lost("the reading process gave no sensible answer to it");
}

// A worker leaves between jobs. One that a job took over could say so without end instead of answering it:
// the second time is once too often.
void WorkerReader::left() {
  if (!sent_.empty() && sent_.front().suspect) return senseless();
  if (!sent_.empty()) sent_.front().suspect = true;
  requeue();
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
    if (workers_.give_up_nursery() && ++vain_starts_ == 1) return;  // another one may do better
    vain_starts_ = 0;
    fail_all({ErrorKind::transient, "no confined process for reading calendars can be started here"});
  }
}

void WorkerReader::requeue() {
  socket_.close();
  workers_.kill_worker();  // one that is still there is nobody's any more
  if (answers_) answers_->clear();
  answers_.reset();
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

}  // namespace evenkeel
