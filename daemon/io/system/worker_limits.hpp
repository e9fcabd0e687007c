#pragma once

#include "ports/reader.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace evenkeel {

/// What a worker may take.
struct WorkerLimits {
  /// Processor time of one job since it last got on: this much, and as much again for every 8 MiB of its text
  /// (measured: 0.15 s); see worker_patience.hpp. It bounds how long a hostile object holds up the others.
  std::chrono::milliseconds job{1'500};
  /// Wall clock of one job while other sources wait: then it stands aside for them, once.
  std::chrono::milliseconds alone{1'800};
  std::size_t memory_bytes = std::size_t{1} << 30U;  // RLIMIT_AS
  std::chrono::seconds cpu{120};  // RLIMIT_CPU; half of it and a worker makes way for a new one
  std::chrono::seconds idle{10};  // without a job it leaves, and its memory with it
};

/// What a worker does with a job's text; ical::read but in tests.
using WorkerTask = Expected<ical::ReadResult> (*)(std::string_view text, const ical::ReadOptions& options,
                                                  const ical::GoingOn& going_on);

}  // namespace evenkeel
