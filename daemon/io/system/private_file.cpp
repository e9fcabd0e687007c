#include "io/system/private_file.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/system_error.hpp"
#include "io/system/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace evenkeel {

Expected<void> write_private_line(const std::string& directory, const std::string& name,
                                  const std::string& line) {
  const std::string path = directory + "/" + name;
  const std::string draft = path + ".tmp";
  ::unlink(draft.c_str());  // of a process that was killed; we are the one writer
  const int error = put_whole_file(path, draft, line + "\n", 0600);
  if (error == 0) return flush_directory(directory);
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
