#pragma once

#include <functional>

namespace evenkeel::net {

/// What ends a blocking call early: a descriptor that becomes readable (-1: none), or a question that is
/// asked at least four times a second. Neither is owned.
struct Stop {
  int fd = -1;
  std::function<bool()> asked;

  /// Whether it is time to stop now.
  [[nodiscard]] bool now() const;
};

}  // namespace evenkeel::net
