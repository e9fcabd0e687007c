#include "io/system/worker_process.hpp"

#include "io/system/worker_confinement.hpp"
#include "io/system/worker_frames.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::worker {

namespace {

// Libraries open files and ask the machine when they are used first: after confinement it would be too late.
// A component without UID needs all of them.
void warm_up() {
  const auto read = ical::read(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260101\r\nSUMMARY:x\r\nSTATUS:CONFIRMED\r\n"
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      {{Address{"a@b"}}, true});
  if (!read) _exit(1);
}

void say(int socket, char letter) {
  ssize_t sent = 0;
  do {
    sent = ::write(socket, &letter, 1);
  } while (sent < 0 && errno == EINTR);
  if (sent != 1) _exit(0);  // nobody listens any more
}

Expected<ical::ReadResult> result_of(WorkerTask task, const JobView& job, const ical::GoingOn& going_on) {
  try {
    return task(job.text, job.options, going_on);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::refused, "reading it takes more memory than allowed");
  } catch (const std::exception&) {
    return fail(ErrorKind::refused, "reading it failed");
  }
}

using Clock = std::chrono::steady_clock;

// The service is woken for this much, or after this long, whichever comes first.
constexpr std::size_t enough_to_tell = ring_bytes / 8;
constexpr std::chrono::milliseconds long_enough_to_tell{5};

// Answers what has arrived, one job after the other, each answer at once where the service finds it: it takes
// the first job that is not answered for the one that a worker is at, and for the one it died of.
class Clerk {
 public:
  Clerk(int socket, SharedMemory& answers, const WorkerLimits& limits, WorkerTask task)
      : socket_(socket), answers_(answers), limits_(limits), task_(task) {}

  void take(std::string_view bytes) {
    frames_.feed(bytes);
    while (const auto payload = frames_.next()) {
      const auto job = decode_job(*payload);
      if (!job) _exit(1);
      const auto begin = Clock::now();
      answer_.clear();
      add_frame(answer_, Reader::Result{job->id, result_of(task_, *job, going_on_)});
      const auto end = Clock::now();
      busy_ += end - begin;
      give(answer_);
      if (untold_ >= enough_to_tell || end - told_ >= long_enough_to_tell) tell(end);
      if (2 * busy_ >= limits_.cpu) leave();
    }
  }

  /// There is nothing to do: what is here is told before anything is waited for.
  void pause() {
    if (untold_ > 0) tell(Clock::now());
  }

  [[noreturn]] void leave() {
    say(socket_, leaving_letter);
    _exit(0);
  }

 private:
  void give(std::string_view answer) {
    while (true) {
      const std::size_t given = answers_.write_some(answer);
      untold_ += given;
      answer.remove_prefix(given);
      if (answer.empty()) return;
      pause();
      answers_.wait_for_room();
    }
  }

  void tell(Clock::time_point now) {
    say(socket_, look_letter);
    untold_ = 0;
    told_ = now;
  }

  int socket_;
  RingWriter answers_;
  const WorkerLimits& limits_;
  WorkerTask task_;
  ical::GoingOn going_on_ = [this] { answers_.get_on(); };
  Frames frames_;
  std::string answer_;
  std::size_t untold_ = 0;
  Clock::time_point told_{};
  Clock::duration busy_{0};
};

}  // namespace

void work(int socket, SharedMemory& answers, const WorkerLimits& limits, WorkerTask task) {
  const timeval idle{.tv_sec = limits.idle.count(), .tv_usec = 0};
  warm_up();
  if (setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle) != 0 || !confine(limits)) _exit(1);
  Clerk clerk(socket, answers, limits, task);
  say(socket, ready_letter);
  std::vector<char> buffer(std::size_t{1} << 17U);
  while (true) {
    clerk.pause();
    const ssize_t got = ::read(socket, buffer.data(), buffer.size());
    if (got == 0) _exit(0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) clerk.leave();  // no job for a while
    clerk.take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

}  // namespace evenkeel::worker
