#include "io/system/read_all.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace evenkeel {

std::optional<std::string> read_all(int fd, std::size_t most) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t length = ::read(fd, buffer.data(), buffer.size());
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return std::nullopt;
    if (length == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(length));
    if (bytes.size() > most) {
      errno = EFBIG;
      return std::nullopt;
    }
  }
}

}  // namespace evenkeel
