#include "io/system/listening.hpp"

#include "io/system/control_socket.hpp"
#include "io/system/system_error.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>

namespace evenkeel {
namespace {

Expected<void> bind_to(const Descriptor& socket, const std::string& path, const sockaddr_un& address) {
  // The C interface of sockets takes every address by this cast.
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::bind(socket.get(), generic, sizeof address) == 0) return {};
  if (errno != EADDRINUSE) return system_error(path + " cannot be made", errno);
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) {
    return fail(ErrorKind::refused, path + " is no socket; it is not replaced");
  }
  const Expected<Descriptor> probe = control_socket();
  if (!probe) return std::unexpected(probe.error());
  if (connect_to(*probe, address) != ECONNREFUSED) {
    return fail(ErrorKind::refused, "another process listens at " + path);
  }
  if (::unlink(path.c_str()) != 0) return system_error(path + " is stale and cannot be replaced", errno);
  if (::bind(socket.get(), generic, sizeof address) != 0)
    return system_error(path + " cannot be made", errno);
  return {};
}

struct Place {
  sockaddr_storage address{};
  socklen_t length = 0;
};

std::optional<Place> place_of(const std::string& host, std::uint16_t port) {
  Place place;
  auto* four = reinterpret_cast<sockaddr_in*>(&place.address);
  auto* six = reinterpret_cast<sockaddr_in6*>(&place.address);
  if (::inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    place.length = sizeof *four;
    return place;
  }
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  const std::string bare = bracketed ? host.substr(1, host.size() - 2) : host;
  if (::inet_pton(AF_INET6, bare.c_str(), &six->sin6_addr) != 1) return std::nullopt;
  six->sin6_family = AF_INET6;
  six->sin6_port = htons(port);
  place.length = sizeof *six;
  return place;
}

}  // namespace

Expected<SocketFile> SocketFile::listen(const std::string& path) {
  const Expected<sockaddr_un> address = control_address(path);
  if (!address) return std::unexpected(address.error());
  Expected<Descriptor> socket = control_socket();
  if (!socket) return std::unexpected(socket.error());
  const std::string directory = std::filesystem::path(path).parent_path().string();
  if (!directory.empty() && ::mkdir(directory.c_str(), 0750) != 0 && errno != EEXIST) {
    return system_error(directory + " cannot be made", errno);
  }
  if (const auto bound = bind_to(*socket, path, *address); !bound) return std::unexpected(bound.error());
  struct stat file{};
  if (::chmod(path.c_str(), 0660) != 0 || ::lstat(path.c_str(), &file) != 0 ||
      ::listen(socket->get(), 16) != 0) {
    return system_error(path + " cannot be listened at", errno);
  }
  return SocketFile(std::move(*socket), path, file);
}

SocketFile::~SocketFile() {
  if (!socket_.valid()) return;
  struct stat now{};
  const bool ours =
      ::lstat(path_.c_str(), &now) == 0 && now.st_ino == file_.st_ino && now.st_dev == file_.st_dev;
  if (ours) ::unlink(path_.c_str());
}

Expected<Descriptor> listen_at_address(const std::string& address) {
  const auto colon = address.rfind(':');
  std::uint16_t port = 0;
  std::optional<Place> place;
  if (colon != std::string::npos) {
    const char* end = address.data() + address.size();
    const auto read = std::from_chars(address.data() + colon + 1, end, port);
    if (read.ec == std::errc() && read.ptr == end) place = place_of(address.substr(0, colon), port);
  }
  if (!place) {
    return fail(ErrorKind::permanent, address +
                                          ": an address of this machine with a port is expected, like "
                                          "127.0.0.1:8737; names are not looked up");
  }
  Descriptor socket(::socket(place->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  if (!socket.valid() || ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&place->address), place->length) != 0 ||
      ::listen(socket.get(), 16) != 0) {
    return system_error(address + " cannot be listened at", errno);
  }
  return socket;
}

Descriptor Acceptor::accept(int listener) {
  constexpr std::chrono::milliseconds rest(900);
  while (!resting()) {
    Descriptor client(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (client.valid()) return client;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      until_ = std::chrono::steady_clock::now() + rest;
    } else if (errno != EINTR && errno != ECONNABORTED) {
      break;
    }
  }
  return {};
}

bool is_address(const std::string& host) {
  return host != "localhost" && place_of(host, 0).has_value();
}

}  // namespace evenkeel
