#include "io/system/control_socket.hpp"

#include "io/system/control.hpp"
#include "io/system/system_error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>

namespace evenkeel {

std::string control_path(const std::string& instance) {
  if (const char* path = std::getenv("EVENKEEL_CONTROL"); path != nullptr && *path != '\0') return path;
  if (const char* directories = std::getenv("RUNTIME_DIRECTORY");
      directories != nullptr && *directories == '/') {
    // Several are separated by colons (systemd.exec(5)).
    const std::string_view all = directories;
    return std::string(all.substr(0, all.find(':'))) + "/control";
  }
  return "/run/evenkeel" + (instance.empty() ? "" : "-" + instance) + "/control";
}

Expected<sockaddr_un> control_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= std::size(address.sun_path)) {
    return fail(ErrorKind::permanent, path + ": the path of a control socket has 1 to 107 bytes");
  }
  std::copy(path.begin(), path.end(), std::begin(address.sun_path));
  return address;
}

Expected<Descriptor> control_socket() {
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.valid()) return system_error("no socket for the control connection", errno);
  return socket;
}

int connect_to(const Descriptor& socket, const sockaddr_un& address) {
  // The C interface of sockets takes every address by this cast.
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  return ::connect(socket.get(), generic, sizeof address) == 0 ? 0 : errno;
}

}  // namespace evenkeel
