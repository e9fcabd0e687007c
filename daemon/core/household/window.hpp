// A stretch of time in which somebody must be there.
#pragma once

#include "core/time/instant.hpp"

#include <cstddef>
#include <string>

namespace evenkeel {

/// One coverage window of one date.
struct CoverageWindow {
  std::size_t coverage = 0;  // index into Settings::coverages
  std::size_t range = 0;     // index into Coverage::time
  Date date{};
  Interval time;
  std::string duty_key;  // duty/COVERAGE/DATE[.n]
};

}  // namespace evenkeel
