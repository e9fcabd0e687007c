#include "io/system/private_file.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/system_error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace evenkeel {
namespace {

/// 0, or why not.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

}  // namespace

Expected<void> write_private_line(const std::string& directory, const std::string& name,
                                  const std::string& line) {
  const std::string path = directory + "/" + name;
  const std::string draft = path + ".tmp";
  ::unlink(draft.c_str());  // of a process that was killed; we are the one writer
  const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) return system_error(path + " cannot be written", errno);
  int error = write_all(file.get(), line + "\n");
  if (error == 0 && ::rename(draft.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return flush_directory(directory);
  ::unlink(draft.c_str());
  return system_error(path + " cannot be written", error);
}

Expected<void> flush_directory(const std::string& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid()) return system_error(path + " cannot be written", errno);
  // Some file systems have no such thing; what they have was done.
  if (::fsync(directory.get()) != 0 && errno != EINVAL && errno != ENOTSUP) {
    return system_error(path + " cannot be written", errno);
  }
  return {};
}

}  // namespace evenkeel
