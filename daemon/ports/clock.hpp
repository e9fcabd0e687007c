#pragma once

#include "core/time/instant.hpp"

namespace evenkeel {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace evenkeel
