#include "io/sinks/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

namespace evenkeel {
namespace {

class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  /// Some file systems report a failed write only here.
  int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

/// Removes the temporary file unless it was renamed away.
class Temporary {
 public:
  explicit Temporary(std::string path) : path_(std::move(path)) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

std::unexpected<Error> failed(int error) {
  const bool passing = error == ENOSPC || error == EDQUOT || error == EIO || error == EINTR ||
                       error == ENFILE || error == EMFILE;
  return fail(passing ? ErrorKind::transient : ErrorKind::permanent,
              "an event's file cannot be written: " + std::generic_category().message(error));
}

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

}  // namespace

Expected<void> write_durably(const std::string& directory, const std::string& name, const std::string& text,
                             Replace replace) {
  // Hidden, so that nobody takes it for an event; one name, so that a kill leaves one at most.
  Temporary temporary(directory + "/." + name + ".tmp");
  OpenFile file(
      ::open(temporary.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (file.get() < 0) return failed(errno);
  if (const int error = write_all(file.get(), text); error != 0) return failed(error);
  if (file.close() != 0) return failed(errno);
  const std::string path = directory + "/" + name;
  const unsigned int flags = replace == Replace::no ? RENAME_NOREPLACE : 0U;
  if (::renameat2(AT_FDCWD, temporary.path().c_str(), AT_FDCWD, path.c_str(), flags) != 0) {
    if (errno == EEXIST)
      return fail(ErrorKind::precondition_failed, "a file of this name stands there already");
    return failed(errno);
  }
  temporary.keep();
  return sync_directory(directory);
}

Expected<void> sync_directory(const std::string& directory) {
  const OpenFile file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0) return failed(errno);
  // Some file systems have no such thing; what they have was done.
  if (::fsync(file.get()) != 0 && errno != EINVAL && errno != ENOTSUP) return failed(errno);
  return {};
}

}  // namespace evenkeel
