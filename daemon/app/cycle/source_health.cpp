#include "app/cycle/source_health.hpp"

#include "core/dav/unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr Seconds longest_back_off = Hours(2);

/// A feed may ask to be left alone, but not for so long that its copy counts as stale, or that a day goes by
/// without a look at the whole.
Seconds wait_asked_for(const dav::PullDone& done, const SourceSettings& settings) {
  const Seconds asked = done.refresh_hint.value_or(Seconds{0});
  return std::max(settings.poll, std::min({asked, settings.stale_after / 2, Seconds(Days(1))}));
}

Seconds back_off(std::uint32_t failures, const SourceSettings& settings) {
  Seconds wait = settings.poll;
  for (std::uint32_t i = 1; i < failures && wait < longest_back_off; ++i) wait *= 2;
  wait = std::min(wait, std::max<Seconds>(longest_back_off, settings.poll));
  const auto spread = std::hash<std::string>{}(settings.name.str() + std::to_string(failures)) % 1000;
  return wait + wait * static_cast<std::int64_t>(spread) / 5000;
}

}  // namespace

SourceStatus status_after(SourceStatus status, const dav::PullDone& done, const PullFigures& figures,
                          const SourceSettings& settings, Instant now) {
  status.last_attempt = now;
  status.requests_last_cycle = figures.requests;
  status.bytes_last_cycle = figures.bytes;
  // One that failed saw nothing of what is held.
  if (done.result) status.held_deletions = done.held_removals;
  if (!done.result) {
    ++status.failures;
    status.last_error = done.result.error().text;
    status.not_before =
        now + std::max(back_off(status.failures, settings), done.retry_after.value_or(Seconds{0}));
    return status;
  }
  status.failures = 0;
  status.whole = true;
  status.last_success = now;
  status.last_error.reset();
  if (figures.skipped > 0)
    status.last_error = std::to_string(figures.skipped) + " of its objects cannot be read";
  if (done.held_removals == 0) status.accept_deletions = false;
  status.not_before = now + wait_asked_for(done, settings);
  return status;
}

std::uint32_t unreadable_in(Store& store, const SourceName& source) {
  const auto known = store.known(source);
  if (!known) return 0;
  return static_cast<std::uint32_t>(
      std::ranges::count_if(*known, [](const auto& r) { return dav::is_unreadable(r.second); }));
}

Warning held_back(std::uint32_t objects) {
  return {"held back",
          fmt::format("{} of its objects are gone: nothing is removed, and nothing decided by it, before "
                      "that is seen again an hour later or let through with accept-deletions",
                      objects)};
}

SourceState state_of(const SourceStatus& status, const SourceSettings& settings, Instant now) {
  if (!status.last_attempt && !status.last_success) return SourceState::never;
  if (is_stale(status, settings, now)) return SourceState::stale;
  if (status.failures > 0) return SourceState::failing;
  if (status.held_deletions > 0) return SourceState::held;
  return status.whole ? SourceState::ok : SourceState::never;
}

std::string_view name_of(SourceState state) {
  switch (state) {
    case SourceState::never:
      return "never";
    case SourceState::ok:
      return "ok";
    case SourceState::stale:
      return "stale";
    case SourceState::failing:
      return "failing";
    case SourceState::held:
      return "held";
  }
  return "never";
}

bool is_stale(const SourceStatus& status, const SourceSettings& settings, Instant now) {
  return status.last_success && now - *status.last_success > settings.stale_after;
}

bool is_forgotten(const SourceStatus& status, const SourceSettings& settings, Instant now) {
  return status.last_success && now - *status.last_success > settings.forget_after;
}

Instant due_at(const SourceStatus& status, const SourceSettings& settings, Instant now) {
  if (status.last_attempt && *status.last_attempt > now) return now;
  if (status.not_before) return *status.not_before;
  if (status.last_attempt) return *status.last_attempt + settings.poll;
  return Instant{};
}

}  // namespace evenkeel
