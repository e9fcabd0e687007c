// How long one job of a worker may take. The clock on the wall runs on while a busy machine computes
// something else, so what is counted is the worker's processor time; the wall's is for a worker that stands
// still, or does so little that it might as well.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace evenkeel::worker {

/// What can be seen of a worker at a moment.
struct Sample {
  std::chrono::steady_clock::time_point wall{};
  std::optional<std::chrono::nanoseconds> cpu;  // of its whole life; nothing where the machine does not say
  std::uint64_t progress = 0;                   // any other number: it has got on
};

/// The processor time of a process; nothing when there is none of that id, or when that cannot be seen.
[[nodiscard]] std::optional<std::chrono::nanoseconds> processor_time(pid_t process);

class Patience {
 public:
  using Duration = std::chrono::steady_clock::duration;

  /// A job has begun, and counts from the first sample on. Since it last got on it may take `limit` of
  /// processor time; in all it may take 40 times as much on the wall.
  void begin(Duration limit);
  /// Whether it took too long; to be asked now and then.
  [[nodiscard]] bool over(const Sample& now);

 private:
  Duration limit_{};
  std::optional<Sample> begun_;
  Sample got_on_;  // when it last did
  Sample moved_;   // when it was last seen to compute
};

}  // namespace evenkeel::worker
