#include "io/net/stop.hpp"

#include <poll.h>

namespace evenkeel::net {

bool Stop::now() const {
  if (asked && asked()) return true;
  pollfd polled{fd, POLLIN, 0};
  return fd >= 0 && poll(&polled, 1, 0) > 0;
}

}  // namespace evenkeel::net
