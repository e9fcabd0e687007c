#include "io/system/control_peer.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace evenkeel {

namespace {

std::vector<gid_t> groups_of(int socket) {
  std::vector<gid_t> groups(64);
  // Asked twice when 64 were too few: the first call says how many there are.
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto bytes = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    const bool got = ::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &bytes) == 0;
    groups.resize(bytes / sizeof(gid_t));
    if (got) return groups;
  }
  return {};
}

}  // namespace

std::optional<std::uint32_t> allowed_peer(int socket, gid_t group) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
  if (peer.uid == 0 || peer.uid == ::geteuid() || peer.gid == group) return peer.uid;
  const std::vector<gid_t> groups = groups_of(socket);
  if (std::find(groups.begin(), groups.end(), group) == groups.end()) return std::nullopt;
  return peer.uid;
}

}  // namespace evenkeel
