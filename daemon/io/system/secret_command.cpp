#include "io/system/secret_command.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/secret_line.hpp"
#include "io/system/system_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace evenkeel {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t longest = std::size_t{1} << 16U;

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  posix_spawn_file_actions_t* get() { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

class SpawnAttributes {
 public:
  SpawnAttributes() { posix_spawnattr_init(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  posix_spawnattr_t* get() { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

/// A child in a process group of its own; killed and reaped when it is left.
class Child {
 public:
  // glibc 2.36 declares pidfd_open() without C linkage.
  explicit Child(pid_t pid) : pid_(pid), end_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!reaped_) (void)end();
  }
  /// Readable when it has ended.
  [[nodiscard]] int fd() const { return end_.get(); }
  /// How it ended (waitpid); killed first when it has not.
  int end() {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid == 0) {
      ::kill(-pid_, SIGKILL);
    }
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return status;
  }

 private:
  pid_t pid_;
  Descriptor end_;
  bool reaped_ = false;
};

/// The process id, or an error.
Expected<pid_t> spawn(const std::vector<std::string>& argv, int output) {
  FileActions files;
  posix_spawn_file_actions_addopen(files.get(), STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(files.get(), output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(files.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  SpawnAttributes attributes;
  sigset_t none;
  sigset_t defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGPIPE}) sigaddset(&defaults, number);
  posix_spawnattr_setsigmask(attributes.get(), &none);
  posix_spawnattr_setsigdefault(attributes.get(), &defaults);
  posix_spawnattr_setpgroup(attributes.get(), 0);
  posix_spawnattr_setflags(attributes.get(),
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::vector<std::string> words = argv;
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t pid = 0;
  const int failed =
      ::posix_spawnp(&pid, pointers.front(), files.get(), attributes.get(), pointers.data(), environ);
  if (failed != 0)
    return system_error(fmt::format("password command \"{}\" cannot be run", argv.front()), failed);
  return pid;
}

/// Takes what is there now; false at the end of the output.
bool take_output(int fd, std::string& output) {
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t length = ::read(fd, buffer.data(), buffer.size());
    if (length < 0) return errno == EAGAIN || errno == EINTR;
    if (length == 0) return false;
    // More than a secret can be is read, so that the command is not held up, and not kept.
    if (output.size() < longest) output.append(buffer.data(), static_cast<std::size_t>(length));
  }
}

/// Collects output until the child has ended; false when that takes longer than allowed.
bool collect(const Child& child, int output_fd, SteadyClock::time_point until, std::string& output) {
  bool open = true;
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
    if (left.count() <= 0) return false;
    std::array<pollfd, 2> waiting{pollfd{child.fd(), POLLIN, 0}, pollfd{open ? output_fd : -1, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
      return false;
    if (waiting[1].revents != 0) open = take_output(output_fd, output);
    if (waiting[0].revents != 0) {
      (void)take_output(output_fd, output);
      return true;
    }
  }
}

}  // namespace

Expected<Secret> run_secret_command(const std::vector<std::string>& argv,
                                    std::chrono::milliseconds time_limit) {
  if (argv.empty()) return fail(ErrorKind::permanent, "the password command is empty");
  const std::string where = fmt::format("password command \"{}\"", argv.front());
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return system_error(where + " cannot be run", errno);
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  // Only our end must not block.
  ::fcntl(input.get(), F_SETFL, 0);
  const Expected<pid_t> pid = spawn(argv, input.get());
  if (!pid) return std::unexpected(pid.error());
  input.close();
  Child child(*pid);
  if (child.fd() < 0) return system_error(where + " cannot be watched", errno);

  std::string printed;
  if (!collect(child, output.get(), SteadyClock::now() + time_limit, printed)) {
    return fail(ErrorKind::transient, where + " took too long and was killed");
  }
  const int status = child.end();
  if (WIFSIGNALED(status)) {
    return fail(ErrorKind::permanent, fmt::format("{} was ended by signal {}", where, WTERMSIG(status)));
  }
  if (WEXITSTATUS(status) != 0) {
    return fail(ErrorKind::permanent, fmt::format("{} failed with status {}", where, WEXITSTATUS(status)));
  }
  return secret_line(printed.substr(0, printed.find('\n')), where);
}

}  // namespace evenkeel
