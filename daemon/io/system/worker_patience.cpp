#include "io/system/worker_patience.hpp"

#include <ctime>

namespace evenkeel::worker {

std::optional<std::chrono::nanoseconds> processor_time(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (process <= 0 || clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) {
    return std::nullopt;
  }
  return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

void Patience::begin(Duration limit) {
  limit_ = limit;
  begun_.reset();
}

bool Patience::over(const Sample& now) {
  if (!begun_) {
    begun_ = got_on_ = moved_ = now;
    return false;
  }
  if (now.progress != got_on_.progress) got_on_ = moved_ = now;
  if (now.cpu != moved_.cpu) moved_ = now;
  if (now.wall - begun_->wall >= 40 * limit_) return true;
  const Duration waited = now.wall - got_on_.wall;
  if (!now.cpu || !got_on_.cpu) return waited >= limit_;
  // The machine may be so busy that a worker gets a tenth of a processor; one that gets none is stopped, or
  // waits for what does not come.
  return *now.cpu - *got_on_.cpu >= limit_ || waited >= 10 * limit_ || now.wall - moved_.wall >= limit_;
}

}  // namespace evenkeel::worker
