#include "io/system/worker_nursery.hpp"

#include "io/system/nursery_process.hpp"
#include "io/system/system_error.hpp"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace evenkeel::worker {

namespace {

struct Pair {
  Descriptor ours;
  Descriptor theirs;
};

Expected<Pair> socket_pair(int type) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return system_error("no socket pair", errno);
  return Pair{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

// One byte, and a descriptor with it.
bool send_with(int control, char command, int descriptor) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> ancillary{};
  iovec data{&command, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.data();
  message.msg_controllen = ancillary.size();
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
  return sendmsg(control, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

}  // namespace

Expected<Nursery> Nursery::start(SharedMemory& answers, const WorkerLimits& limits, WorkerTask task) {
  auto control = socket_pair(SOCK_SEQPACKET);
  if (!control) return std::unexpected(control.error());
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return system_error("no process for reading calendars", errno);
  if (pid == 0) run_nursery(control->theirs.get(), parent, answers, limits, task);
  return Nursery(std::move(control->ours), pid);
}

Expected<Nursery> Nursery::start_anew(const PassedMemory& answers) {
  auto control = socket_pair(SOCK_SEQPACKET);
  if (!control) return std::unexpected(control.error());
  const pid_t pid = fork();
  if (pid < 0) return system_error("no process for reading calendars", errno);
  if (pid == 0) exec_as_nursery(control->theirs.get(), answers.descriptor.get());
  return Nursery(std::move(control->ours), pid);
}

Nursery::Nursery(Nursery&& other) noexcept
    : control_(std::move(other.control_)), pid_(std::exchange(other.pid_, -1)) {}

Nursery::~Nursery() {
  control_.close();
  if (pid_ > 0) {
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
}

Expected<Descriptor> Nursery::new_worker() {
  auto ends = socket_pair(SOCK_STREAM | SOCK_NONBLOCK);
  if (!ends) return std::unexpected(ends.error());
  const int wanted = 1;  // so that the service knows which process it hears; without, it does not
  (void)setsockopt(ends->ours.get(), SOL_SOCKET, SO_PASSCRED, &wanted, sizeof wanted);
  if (!send_with(control_.get(), start_command, ends->theirs.get())) {
    return system_error("the process that starts readers is gone", errno);
  }
  return std::move(ends->ours);
}

void Nursery::kill_worker() {
  (void)send(control_.get(), &kill_command, 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void Nursery::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);  // ours until it is waited for
}

Expected<NurseryWithMemory> fork_nursery(const WorkerLimits& limits, WorkerTask task) {
  auto answers = make_shared_memory();
  if (!answers) return std::unexpected(answers.error());
  auto nursery = Nursery::start(**answers, limits, task);
  if (!nursery) return std::unexpected(nursery.error());
  return NurseryWithMemory{std::move(*answers), std::move(*nursery)};
}

Expected<NurseryWithMemory> exec_nursery(const WorkerLimits& /*limits*/, WorkerTask /*task*/) {
  auto answers = make_passed_memory();
  if (!answers) return std::unexpected(answers.error());
  auto nursery = Nursery::start_anew(*answers);
  if (!nursery) return std::unexpected(nursery.error());
  return NurseryWithMemory{std::move(answers->memory), std::move(*nursery)};
}

}  // namespace evenkeel::worker
