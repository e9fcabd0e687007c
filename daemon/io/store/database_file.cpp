#include "io/store/database_file.hpp"

#include "core/time/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace evenkeel {

namespace {

std::unexpected<Error> cannot(std::string_view what, const std::string& path, int reason) {
  return fail(ErrorKind::permanent, fmt::format("{} {}: {}", path, what, std::strerror(reason)));
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
  if (::stat(path.c_str(), &found) == 0) return true;
  if (errno == ENOENT) return false;
  return cannot("cannot be read", path, errno);
}

Expected<void> make_database_file(const std::string& path) {
  // Only a new file is opened here: closing a descriptor of one that is in use would drop SQLite's own locks
  // on it.
  const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    ::close(made);
    return {};
  }
  if (errno != EEXIST) return cannot("cannot be made", path, errno);
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return cannot("cannot be read", path, errno);
  if (!S_ISREG(found.st_mode)) return fail(ErrorKind::permanent, path + " is no regular file");
  if ((found.st_mode & 0077U) != 0 && ::chmod(path.c_str(), found.st_mode & 0700U) != 0) {
    return cannot("is open to others, and that cannot be changed", path, errno);
  }
  return {};
}

bool stopped_uncleanly(const std::string& path) {
  struct stat found{};
  return ::stat((path + "-wal").c_str(), &found) == 0 && found.st_size > 0;
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
