#include "core/findings/suggest.hpp"
#include "core/household/order.hpp"

#include <algorithm>
#include <tuple>

namespace evenkeel {

namespace {

World without(World world, const MoveAway& move) {
  std::vector<EngagementRef> gone = move.what;
  std::ranges::sort(gone, std::greater<>{});
  for (const EngagementRef& ref : gone) {
    auto& engagements = world.engagements[index(ref.person)];
    engagements.erase(engagements.begin() + static_cast<std::ptrdiff_t>(ref.engagement));
  }
  return world;
}

World with_time(World world, const MoveTo& move) {
  auto& engagements = world.engagements[index(move.what.person)];
  const auto old = engagements.begin() + static_cast<std::ptrdiff_t>(move.what.engagement);
  Engagement moved = *old;
  engagements.erase(old);
  moved.occurrence.time = moved.time = move.to;
  const auto place = std::ranges::find_if(
      engagements, [&](const Engagement& e) { return earlier(moved.occurrence, e.occurrence); });
  engagements.insert(place, moved);
  return world;
}

World with_due(World world, const MoveDeadline& move) {
  const Deadline old = world.deadlines[move.deadline];
  world.deadlines.erase(world.deadlines.begin() + static_cast<std::ptrdiff_t>(move.deadline));
  if (old.toml == nullptr) return world;
  const auto moved = deadline_due(world, old.partner, *old.toml, move.due);
  if (!moved) return world;
  const auto place = std::ranges::partition_point(world.deadlines, [&](const Deadline& d) {
    return std::tie(d.due, d.partner, d.id) < std::tie(moved->due, moved->partner, moved->id);
  });
  world.deadlines.insert(place, *moved);
  return world;
}

}  // namespace

World moved_deadline(const World& world, const MoveDeadline& move) {
  World light;
  light.settings = world.settings;
  light.snapshot = world.snapshot;
  light.now = world.now;
  light.viewer = world.viewer;
  light.today = world.today;
  light.range = world.range;
  light.deadlines = world.deadlines;
  light.paused = world.paused;
  light.work_days = world.work_days;
  return with_due(std::move(light), move);
}

Displaced displaced_by(const World& world, const Change& change) {
  Displaced displaced;
  if (const auto* move = std::get_if<MoveAway>(&change)) {
    displaced.gone = move->what;
    std::ranges::sort(displaced.gone);
    displaced.gone.erase(std::ranges::unique(displaced.gone).begin(), displaced.gone.end());
  }
  if (const auto* move = std::get_if<MoveTo>(&change)) {
    displaced.gone = {move->what};
    displaced.there = world.engagements[index(move->what.person)][move->what.engagement];
    displaced.there->occurrence.time = displaced.there->time = move->to;
  }
  return displaced;
}

World changed(const World& world, const Change& change) {
  if (const auto* move = std::get_if<MoveAway>(&change)) return without(world, *move);
  if (const auto* move = std::get_if<MoveTo>(&change)) return with_time(world, *move);
  if (const auto* move = std::get_if<MoveDeadline>(&change)) return with_due(world, *move);
  return world;
}

}  // namespace evenkeel
