#include "io/system/state_directory.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace evenkeel {

namespace {

std::unexpected<Error> cannot(std::string_view what, const std::string& path, int reason) {
  return fail(ErrorKind::permanent, fmt::format("{} {}: {}", path, what, std::strerror(reason)));
}

Expected<void> make(const std::string& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) == 0 || errno == EEXIST) return {};
  return cannot("cannot be made", path, errno);
}

/// Where everybody may write, anybody may put a database of their own in the place of ours. What is meant for
/// everybody (sticky, like /tmp) or is not ours to change stays.
void close_to_others(const std::string& path, const struct stat& found) {
  if ((found.st_mode & S_IWOTH) == 0 || (found.st_mode & S_ISVTX) != 0) return;
  static_cast<void>(::chmod(path.c_str(), found.st_mode & 07777U & ~static_cast<unsigned>(S_IWOTH)));
}

}  // namespace

Expected<void> make_state_directory(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) {
    if (errno != ENOENT) return cannot("cannot be reached", path, errno);
    std::filesystem::path whole = std::filesystem::path(path).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();  // "state/"
    std::filesystem::path sofar;
    for (const auto& part : whole) {
      sofar /= part;
      if (part.empty() || ::stat(sofar.c_str(), &found) == 0) continue;
      if (auto done = make(sofar.string(), sofar == whole ? 0750 : 0755); !done) return done;
    }
    if (::stat(path.c_str(), &found) != 0) return cannot("cannot be reached", path, errno);
  }
  if (!S_ISDIR(found.st_mode)) return cannot("is the state directory, but", path, ENOTDIR);
  if (::access(path.c_str(), R_OK | X_OK) != 0) return cannot("cannot be read", path, errno);
  close_to_others(path, found);
  return {};
}

std::string which_file(const std::string& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) return {};
  return fmt::format("{}:{}", found.st_dev, found.st_ino);
}

std::optional<std::string> who_else_writes_state(const std::string& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  if (found.st_uid != 0 && found.st_uid != ::geteuid())
    return "it belongs to another user, who may replace what is kept there; expected yours, of mode 0750";
  if ((found.st_mode & S_IWOTH) != 0)
    return "everybody on this machine may lay files there; expected a directory of its own, of mode 0750";
  return std::nullopt;
}

}  // namespace evenkeel
