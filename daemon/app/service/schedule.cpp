#include "app/service/schedule.hpp"

#include "app/cycle/source_health.hpp"

namespace evenkeel {

Instant next_cycle(const Parts& parts, std::optional<Instant> tried) {
  const Instant now = parts.clock.now();
  Instant next = now + std::min<Seconds>(parts.settings.poll, Days(1));
  for (const auto& source : parts.sources) {
    if (is_paused(parts, *source)) continue;
    const auto status = parts.store.status(source->settings().name);
    if (!status) continue;
    const Instant due = due_at(*status, source->settings(), now);
    next = std::min(next, tried && due <= *tried ? *tried + source->settings().poll : due);
  }
  return std::max(next, now);
}

}  // namespace evenkeel
