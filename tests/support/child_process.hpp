#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>

namespace evenkeel {

/// A forked child that runs `body` and ends; it can say something through a pipe. Killed by its id when it is
/// left.
class ChildProcess {
 public:
  explicit ChildProcess(const std::function<int(int say)>& body) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) std::abort();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(ends[0]);
      ::_exit(body(ends[1]));
    }
    ::close(ends[1]);
    hear_ = ends[0];
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() {
    if (pid_ > 0) kill();
    ::close(hear_);
  }
  /// Waits for one byte; false when the child has ended.
  bool hear() const {
    char byte = 0;
    return ::read(hear_, &byte, 1) == 1;
  }
  void kill() {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }
  /// Its exit status; -1 when a signal ended it.
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = 0;
  int hear_ = -1;
};

inline void say(int fd) {
  const char byte = '.';
  if (::write(fd, &byte, 1) != 1) ::_exit(9);
}

}  // namespace evenkeel
