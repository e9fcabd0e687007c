#include "io/system/lock.hpp"

#include "io/system/state_directory.hpp"
#include "io/system/system_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace evenkeel {

namespace {

/// The process id that the holder wrote; 0 when it has not yet.
int holder_of(int fd) {
  std::array<char, 16> text{};
  const ssize_t length = ::pread(fd, text.data(), text.size(), 0);
  int pid = 0;
  for (const char c : std::string_view(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0)) {
    if (c < '0' || c > '9' || pid > 100'000'000) break;
    pid = pid * 10 + (c - '0');
  }
  return pid;
}

/// What root writes into a service's state, the service could not write again.
Expected<void> check_owner(const std::string& state_directory) {
  struct stat found{};
  if (::geteuid() != 0 || ::stat(state_directory.c_str(), &found) != 0 || found.st_uid == 0) return {};
  const passwd* owner = ::getpwuid(found.st_uid);
  const std::string name = owner == nullptr ? fmt::format("user {}", found.st_uid) : owner->pw_name;
  const std::string as = owner == nullptr ? fmt::format("setpriv --reuid={} --regid={} --clear-groups",
                                                        found.st_uid, found.st_gid)
                                          : fmt::format("runuser -u {}", name);
  return fail(ErrorKind::permanent,
              fmt::format("{} belongs to {}; run this as that user: {} -- …", state_directory, name, as));
}

}  // namespace

Expected<StateLock> take_lock(const std::string& state_directory) {
  if (const auto made = make_state_directory(state_directory); !made) return std::unexpected(made.error());
  if (const auto ours = check_owner(state_directory); !ours) return std::unexpected(ours.error());
  const std::string path = state_directory + "/lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) return system_error(path + " cannot be opened", errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return system_error(path + " cannot be locked", errno);
    const int pid = holder_of(file.get());
    return fail(ErrorKind::refused,
                pid == 0 ? fmt::format("{} is held by another process", state_directory)
                         : fmt::format("{} is held by another evenkeel (process {})", state_directory, pid));
  }
  // For people only: the lock holds whether or not it can be written (a full disk).
  const std::string pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(file.get(), 0) == 0) (void)!::pwrite(file.get(), pid.data(), pid.size(), 0);
  return StateLock(std::move(file));
}

}  // namespace evenkeel
