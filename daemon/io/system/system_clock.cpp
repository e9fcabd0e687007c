#include "io/system/system_clock.hpp"

#include <chrono>

namespace evenkeel {

namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  }
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  [[nodiscard]] Instant now() const override { return now_; }

 private:
  Instant now_;
};

}  // namespace

std::unique_ptr<Clock> make_clock(std::optional<Instant> fixed) {
  if (fixed) return std::make_unique<FixedClock>(*fixed);
  return std::make_unique<SystemClock>();
}

}  // namespace evenkeel
