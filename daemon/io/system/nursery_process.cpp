#include "io/system/nursery_process.hpp"

#include "io/system/worker_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace evenkeel::worker {

namespace {

constexpr int kept = 3;    // the one descriptor above standard input, output and error
constexpr int memory = 4;  // and that of the answers, where our program was started anew
constexpr const char* called = "evenkeel-nurse";

// Ends with its parent; leaves the terminal's and the service manager's signals to it.
void become_quiet(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != parent) _exit(0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  for (int signal = 1; signal < SIGRTMIN; ++signal) std::signal(signal, SIG_DFL);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) {
    std::signal(signal, SIG_IGN);
  }
}

// Everything but `descriptor`, which becomes `kept`, is closed; what a library says goes nowhere.
void keep_only(int descriptor) {
  if (descriptor != kept && dup2(descriptor, kept) != kept) _exit(1);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (nowhere < 0 || dup2(nowhere, standard) != standard) _exit(1);
  }
  if (close_range(kept + 1, ~0U, 0) != 0) _exit(1);
}

void set_mask(int how, int signal) {
  sigset_t set;
  sigemptyset(&set);
  if (signal != 0) sigaddset(&set, signal);
  sigprocmask(how, &set, nullptr);
}

struct Command {
  char what = 0;  // 0: the service is gone
  int descriptor = -1;
};

Command next_command() {
  Command command;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> ancillary{};
  iovec data{&command.what, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.data();
  message.msg_controllen = ancillary.size();
  ssize_t got = 0;
  do {
    got = recvmsg(kept, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got != 1) return {};
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    std::memcpy(&command.descriptor, CMSG_DATA(header), sizeof(int));
  }
  return command;
}

class Worker {
 public:
  Worker(SharedMemory& answers, const WorkerLimits& limits, WorkerTask task)
      : answers_(answers), limits_(limits), task_(task) {}

  void start(int socket) {
    kill();
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) {
      become_quiet(parent);
      keep_only(socket);
      set_mask(SIG_SETMASK, 0);
      prctl(PR_SET_NAME, "evenkeel-reader", 0, 0, 0);
      // The socket does not block for the service; it does here.
      if (fcntl(kept, F_SETFL, fcntl(kept, F_GETFL) & ~O_NONBLOCK) != 0) _exit(1);
      work(kept, answers_, limits_, task_);
    }
    close(socket);  // also when there is no process: then the service sees the end of it
  }
  // The process id is ours until it is waited for, so that no other process can be hit.
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
    pid_ = -1;
  }
  void reap() {
    if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  }

 private:
  SharedMemory& answers_;
  const WorkerLimits& limits_;
  WorkerTask task_;
  pid_t pid_ = -1;
};

}  // namespace

void run_nursery(int control, pid_t parent, SharedMemory& answers, const WorkerLimits& limits,
                 WorkerTask task) {
  become_quiet(parent);
  keep_only(control);
  prctl(PR_SET_NAME, called, 0, 0, 0);
  set_mask(SIG_SETMASK, SIGCHLD);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  const int children = signalfd(-1, &child, SFD_CLOEXEC);
  Worker worker(answers, limits, task);
  std::array<pollfd, 2> waiting{{{kept, POLLIN, 0}, {children, POLLIN, 0}}};
  while (true) {
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) _exit(1);
    if (waiting[1].revents != 0) {
      signalfd_siginfo info{};
      if (read(children, &info, sizeof info) != sizeof info) _exit(1);
      worker.reap();
    }
    if (waiting[0].revents == 0) continue;
    const Command command = next_command();
    if (command.what == start_command && command.descriptor >= 0) {
      worker.start(command.descriptor);
    } else {
      worker.kill();
      if (command.what != kill_command) _exit(0);
    }
  }
}

void exec_as_nursery(int control, int answers) {
  // Out of the way first: either may stand where the other one goes.
  const int control_aside = fcntl(control, F_DUPFD, memory + 1);
  const int answers_aside = fcntl(answers, F_DUPFD, memory + 1);
  if (control_aside < 0 || answers_aside < 0) _exit(1);
  if (dup2(control_aside, kept) != kept || dup2(answers_aside, memory) != memory) _exit(1);
  if (close_range(memory + 1, ~0U, 0) != 0) _exit(1);
  std::array<char, 16> name{};
  std::strncpy(name.data(), called, name.size() - 1);
  std::array<char*, 2> arguments{name.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  execve("/proc/self/exe", arguments.data(), environment.data());
  _exit(1);
}

void serve_as_nursery(int argc, char** argv) {
  if (argc != 1 || std::string_view(argv[0]) != called) return;
  static const WorkerLimits limits;
  const SharedMemoryOwner answers = take_passed_memory(memory);
  if (answers == nullptr) _exit(1);
  run_nursery(kept, getppid(), *answers, limits, &ical::read);
}

}  // namespace evenkeel::worker
