#include "io/sources/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>

namespace evenkeel {
namespace {

/// Some file systems keep whole or even two seconds.
constexpr std::int64_t fresh_for_ns = 2'000'000'000;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<FileError> problem(int error) {
  const auto kind = error == ENOENT ? FileProblem::vanished : FileProblem::unreadable;
  return std::unexpected(FileError{kind, std::generic_category().message(error)});
}

std::expected<FileStamp, FileError> stamp_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode))
    return std::unexpected(FileError{FileProblem::not_regular, "not a regular file"});
  const std::int64_t mtime = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 +
                             static_cast<std::int64_t>(status.st_mtim.tv_nsec);
  const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  return FileStamp{
      std::to_string(mtime) + "-" + std::to_string(status.st_size) + "-" + std::to_string(status.st_ino),
      now - mtime < fresh_for_ns};
}

}  // namespace

std::expected<FileStamp, FileError> file_stamp(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return problem(errno);
  return stamp_of(status);
}

std::expected<FileContent, FileError> read_regular_file(const std::string& path, std::uint64_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return problem(errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return problem(errno);
  auto stamp = stamp_of(status);
  if (!stamp) return std::unexpected(stamp.error());
  FileContent out{*stamp, {}};
  std::string piece(64U << 10U, '\0');
  while (true) {
    const auto count = ::read(file.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return problem(errno);
    if (count == 0) break;
    if (out.text.size() + static_cast<std::size_t>(count) > max_bytes) {
      return std::unexpected(FileError{FileProblem::unreadable, "larger than allowed"});
    }
    out.text.append(piece.data(), static_cast<std::size_t>(count));
  }
  // Written to while it was read: the next look must look again.
  struct stat after{};
  if (::fstat(file.get(), &after) != 0) return problem(errno);
  if (const auto again = stamp_of(after); !again || again->text != stamp->text) out.stamp.fresh = true;
  return out;
}

}  // namespace evenkeel
