// JSON to ntfy servers and webhooks.
#pragma once

#include "io/net/stop.hpp"
#include "ports/poster.hpp"
#include "ports/transport.hpp"

#include <memory>

namespace evenkeel::net {

/// Redirects are not followed: what is configured is where it goes. `transport` is borrowed.
[[nodiscard]] std::unique_ptr<Poster> make_poster(Transport& transport, Stop stop);

}  // namespace evenkeel::net
