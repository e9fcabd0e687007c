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

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::write(socket, bytes.data(), bytes.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) _exit(0);  // nobody listens any more
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

Expected<ical::ReadResult> result_of(WorkerTask task, const Reader::Job& job) {
  try {
    return task(job.text, job.options);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::refused, "reading it takes more memory than allowed");
  } catch (const std::exception&) {
    return fail(ErrorKind::refused, "reading it failed");
  }
}

[[noreturn]] void leave(int socket) {
  std::string message;
  add_frame(message, Leaving{});
  send_all(socket, message);
  _exit(0);
}

using Clock = std::chrono::steady_clock;

// Answers what has arrived, one job after the other: the service takes the first that is not answered for the
// one that a worker is at, and for the one it died of.
class Clerk {
 public:
  Clerk(int socket, const WorkerLimits& limits, WorkerTask task)
      : socket_(socket), limits_(limits), task_(task) {}

  void take(std::string_view bytes) {
    frames_.feed(bytes);
    while (const auto payload = frames_.next()) {
      const auto job = decode_job(*payload);
      if (!job) _exit(1);
      const auto begin = Clock::now();
      answer_.clear();
      add_frame(answer_, Reader::Result{job->id, result_of(task_, *job)});
      busy_ += Clock::now() - begin;
      send_all(socket_, answer_);
      if (2 * busy_ >= limits_.cpu) leave(socket_);
    }
  }

 private:
  int socket_;
  const WorkerLimits& limits_;
  WorkerTask task_;
  Frames frames_;
  std::string answer_;
  Clock::duration busy_{0};
};

}  // namespace

void work(int socket, const WorkerLimits& limits, WorkerTask task) {
  const timeval idle{.tv_sec = limits.idle.count(), .tv_usec = 0};
  warm_up();
  if (setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle) != 0 || !confine(limits)) _exit(1);
  std::string ready;
  add_frame(ready, Ready{});
  send_all(socket, ready);
  Clerk clerk(socket, limits, task);
  std::vector<char> buffer(std::size_t{1} << 16U);
  while (true) {
    const ssize_t got = ::read(socket, buffer.data(), buffer.size());
    if (got == 0) _exit(0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) leave(socket);  // no job for a while
    clerk.take({buffer.data(), static_cast<std::size_t>(got)});
  }
}

}  // namespace evenkeel::worker
