#include "io/system/random.hpp"

#include "io/system/system_error.hpp"

#include <sys/random.h>

#include <cerrno>

namespace evenkeel {

Expected<std::array<unsigned char, 32>> random_bytes() {
  std::array<unsigned char, 32> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return system_error("no random bytes are to be had", errno);
  }
  return bytes;
}

}  // namespace evenkeel
