#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <string>

namespace evenkeel {

/// An address in the file system; refused when the path is too long for one (107 bytes).
[[nodiscard]] Expected<sockaddr_un> control_address(const std::string& path);

/// A stream socket that does not block and is not inherited.
[[nodiscard]] Expected<Descriptor> control_socket();

/// 0, or the errno value.
[[nodiscard]] int connect_to(const Descriptor& socket, const sockaddr_un& address);

}  // namespace evenkeel
