#include "app/service/schedule.hpp"

#include "app/cycle/source_health.hpp"

namespace evenkeel {

Instant next_cycle(const Parts& parts) {
  const Instant now = parts.clock.now();
  Instant next = now + std::min<Seconds>(parts.settings.poll, Days(1));
  for (const auto& source : parts.sources) {
    if (const auto status = parts.store.status(source->settings().name)) {
      next = std::min(next, due_at(*status, source->settings(), now));
    }
  }
  return std::max(next, now);
}

}  // namespace evenkeel
