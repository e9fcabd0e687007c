#include "io/store/database_file.hpp"

#include "core/time/text.hpp"
#include "io/system/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

namespace evenkeel {

namespace {

std::unexpected<Error> cannot(std::string_view what, const std::string& path, int reason) {
  return fail(ErrorKind::permanent, fmt::format("{} {}: {}", path, what, std::strerror(reason)));
}

std::string note_of(const std::string& path) {
  return path + ".closed";
}

/// What changes with every write: the change time cannot be set back. Empty while there is a log.
std::optional<std::string> state_of(const std::string& path) {
  struct stat found{};
  if (stopped_uncleanly(path) || ::stat(path.c_str(), &found) != 0) return std::nullopt;
  return fmt::format("{} {} {}.{:09} {}.{:09}\n", found.st_ino, found.st_size, found.st_mtim.tv_sec,
                     found.st_mtim.tv_nsec, found.st_ctim.tv_sec, found.st_ctim.tv_nsec);
}

/// File systems stamp with a clock of some milliseconds: a write that follows at once must not look the same.
void outlive_the_tick(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return;
  constexpr timespec pause{0, 2'000'000};
  for (int tries = 0; tries < 20; ++tries) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    const timespec& changed = found.st_ctim;
    if (std::pair(now.tv_sec, now.tv_nsec) > std::pair(changed.tv_sec, changed.tv_nsec)) return;
    ::nanosleep(&pause, nullptr);
  }
}

/// A link in its place, or in that of its log, would have us write where somebody else points to.
Expected<void> must_be_regular(const std::string& path) {
  for (const char* part : {"", "-wal", "-shm"}) {
    struct stat found{};
    const std::string name = path + part;
    if (::lstat(name.c_str(), &found) != 0 || S_ISREG(found.st_mode)) continue;
    if (S_ISLNK(found.st_mode))
      return fail(ErrorKind::refused, name + " is a symbolic link, which is not followed");
    return fail(ErrorKind::permanent, name + " is no regular file");
  }
  return {};
}

bool stands(const std::string& path) {
  struct stat found{};
  return ::lstat(path.c_str(), &found) == 0;
}

}  // namespace

std::string database_path(const std::string& state_directory) {
  return state_directory + "/evenkeel.db";
}

Expected<bool> database_exists(const std::string& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) == 0) {
    if (const auto regular = must_be_regular(path); !regular) return std::unexpected(regular.error());
    return true;
  }
  if (errno == ENOENT) return false;
  return cannot("cannot be read", path, errno);
}

Expected<void> make_database_file(const std::string& path) {
  if (auto regular = must_be_regular(path); !regular) return regular;
  // Only a new file is opened here: closing a descriptor of one that is in use would drop SQLite's own locks
  // on it.
  const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    ::close(made);
    return {};
  }
  if (errno != EEXIST) return cannot("cannot be made", path, errno);
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) return cannot("cannot be read", path, errno);
  if ((found.st_mode & 0077U) != 0 && ::chmod(path.c_str(), found.st_mode & 0700U) != 0) {
    return cannot("is open to others, and that cannot be changed", path, errno);
  }
  return {};
}

bool stopped_uncleanly(const std::string& path) {
  struct stat found{};
  return ::stat((path + "-wal").c_str(), &found) == 0 && found.st_size > 0;
}

void note_clean_stop(const std::string& path) {
  outlive_the_tick(path);
  const std::string note = note_of(path);
  const std::string draft = note + ".tmp";
  ::unlink(draft.c_str());  // of a process that was killed; we are the one writer
  if (const auto stands = state_of(path)) static_cast<void>(put_whole_file(note, draft, *stands, 0600));
}

bool stands_as_noted(const std::string& path) {
  const auto now = state_of(path);
  std::ifstream file(note_of(path), std::ios::binary);
  std::array<char, 256> noted{};
  file.read(noted.data(), noted.size());
  return now && *now == std::string_view(noted.data(), static_cast<std::size_t>(file.gcount()));
}

Expected<std::string> set_aside(const std::string& path, Instant now) {
  std::string stamp = rfc3339(now);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  const std::string base = path + ".corrupt-" + stamp;
  std::string target = base;
  for (int n = 2; stands(target); ++n) target = fmt::format("{}.{}", base, n);
  // The log first: a database without it is whole as of its last checkpoint, a log without its database is
  // nothing.
  for (const char* part : {"-wal", "-shm", ""}) {
    const std::string from = path + part;
    if (::rename(from.c_str(), (target + part).c_str()) != 0 && errno != ENOENT) {
      return cannot("is damaged and cannot be set aside", path, errno);
    }
  }
  return target;
}

}  // namespace evenkeel
