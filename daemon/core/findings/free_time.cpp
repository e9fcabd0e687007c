#include "core/findings/candidates.hpp"
#include "core/findings/coverage.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds quarter = Minutes(15);
constexpr Seconds ahead = Days(1);
constexpr Seconds behind = Days(14);

/// The first quarter hour not before `t`. Offsets of zones are whole quarters.
Instant next_quarter(Instant t) {
  const Seconds since = t.time_since_epoch();
  return Instant(since + (quarter - since % quarter) % quarter);
}

/// The start on the quarter hour nearest to `wanted` from which `length` lies in `free`.
std::optional<Instant> nearest_start(const Interval& free, Seconds length, Instant wanted) {
  const Instant first = next_quarter(free.start);
  const Instant last = free.end - length;
  if (first > last) return std::nullopt;
  const Instant near = std::clamp(wanted, first, last);
  const Instant up = next_quarter(near);
  return up <= last ? up : up - quarter;
}

/// Every window that this person may have to cover, with the way there.
IntervalSet windows_of(const Scene& scene, PersonIndex who) {
  std::vector<Interval> times;
  for (const CoverageWindow& window : scene.in.windows) {
    const auto people = people_of(scene.settings, scene.settings.coverages[window.coverage]);
    if (std::ranges::find(people, who) != people.end()) times.push_back(widened(scene.world, window, who));
  }
  return IntervalSet(std::move(times));
}

}  // namespace

IntervalSet free_time_of(const Scene& scene, PersonIndex who) {
  const Occupied& occupied = scene.times.of(who);
  return occupied.supply.minus(occupied.focus).minus(windows_of(scene, who));
}

std::optional<Interval> free_time_for(const Scene& scene, const EngagementRef& ref, const IntervalSet& all) {
  const Engagement& e = scene.engagement(ref.person, ref.engagement);
  if (index(ref.person) >= 2 || e.occurrence.all_day || e.presence(scene.pass()) == Presence::away) {
    return std::nullopt;
  }
  const Interval time = e.occurrence.time;
  const Interval within{scene.world.now + ahead, time.end + behind};
  std::optional<Instant> best;
  for (const Interval& part : all.overlapping(within)) {
    const auto start = nearest_start(part.intersection(within), time.length(), time.start);
    if (!start) continue;
    const auto distance = [&](Instant t) { return std::chrono::abs(t - time.start); };
    if (!best || distance(*start) < distance(*best)) best = start;
  }
  if (!best) return std::nullopt;
  return Interval{*best, *best + time.length()};
}

}  // namespace evenkeel
