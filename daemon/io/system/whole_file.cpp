#include "io/system/whole_file.hpp"

#include "io/system/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace evenkeel {

namespace {

/// 0 or errno. NFS and others cannot rename with that promise; a second name can be made there.
int named_anew(const std::string& draft, const std::string& path) {
  if (::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (::link(draft.c_str(), path.c_str()) != 0) return errno;
  ::unlink(draft.c_str());
  return 0;
}

int named(const std::string& draft, const std::string& path, Replace replace) {
  if (replace == Replace::no) return named_anew(draft, path);
  return ::rename(draft.c_str(), path.c_str()) == 0 ? 0 : errno;
}

}  // namespace

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int put_whole_file(const std::string& path, const std::string& draft, std::string_view text,
                   std::optional<mode_t> mode, Replace replace) {
  const mode_t made_with = mode.value_or(0666);
  const Descriptor file(
      ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, made_with));
  if (!file.valid()) return errno;
  int error = write_all(file.get(), text);
  if (error == 0 && mode && ::fchmod(file.get(), *mode) != 0) error = errno;
  if (error == 0 && ::fsync(file.get()) != 0) error = errno;
  if (error == 0) error = named(draft, path, replace);
  if (error != 0) ::unlink(draft.c_str());
  return error;
}

}  // namespace evenkeel
