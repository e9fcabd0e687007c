#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace evenkeel {

/// The user at the other end of a connected socket, when it is root, our own user, or in `group` (by its
/// first group or any other: the kernel kept them when it connected).
[[nodiscard]] std::optional<std::uint32_t> allowed_peer(int socket, gid_t group);

}  // namespace evenkeel
