#pragma once

#include "ports/reader.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace evenkeel {

/// What a worker may take.
struct WorkerLimits {
  /// Wall clock of one job: this much, and as much again for every 8 MiB of its text (measured: 0.15 s). It
  /// bounds how long a hostile object holds up the others.
  std::chrono::milliseconds job{1'500};
  std::size_t memory_bytes = std::size_t{1} << 30U;  // RLIMIT_AS
  std::chrono::seconds cpu{120};  // RLIMIT_CPU; half of it and a worker makes way for a new one
  std::chrono::seconds idle{10};  // without a job it leaves, and its memory with it
};

/// What a worker does with a job's text; ical::read but in tests.
using WorkerTask = Expected<ical::ReadResult> (*)(std::string_view text, const ical::ReadOptions& options);

}  // namespace evenkeel
