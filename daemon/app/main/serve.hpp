#pragma once

#include "app/main/session.hpp"

#include <optional>
#include <string>

namespace evenkeel {

struct ServeOptions {
  std::string config;
  std::string now;
  bool once = false;
};

/// The service: cycles until SIGTERM or SIGINT; SIGHUP reads the configuration again. Returns the exit
/// status.
[[nodiscard]] int serve(const ServeOptions& options);

}  // namespace evenkeel
