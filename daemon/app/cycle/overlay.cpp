#include "app/cycle/overlay.hpp"

#include "app/cycle/own_copies.hpp"
#include "app/cycle/snapshot_of.hpp"

namespace evenkeel {
namespace {

/// What tells own events; nothing without a shared calendar or a key.
std::optional<Identity> known_identity(const Parts& parts) {
  if (parts.settings.shared.empty()) return std::nullopt;
  auto key = parts.load_key();
  if (!key || !*key) return std::nullopt;
  return Identity(**key, parts.settings.household_id);
}

}  // namespace

Expected<std::unique_ptr<Outcome>> look_at(const Parts& parts, Viewer viewer, const Settings& settings,
                                           Snapshot snapshot) {
  const auto memory = memory_of(parts.settings, parts.store, {});
  if (!memory) return std::unexpected(memory.error());
  const auto identity = known_identity(parts);
  return middle({.settings = settings,
                 .zones = parts.zones,
                 .now = parts.clock.now(),
                 .viewer = viewer,
                 .identity = identity ? &*identity : nullptr,
                 .memory = *memory,
                 .texts = parts.texts},
                std::move(snapshot));
}

namespace {

Expected<World> world_at(const Parts& parts, const Outcome& outcome, const Settings& settings, Instant now) {
  const auto records = parts.store.publications();
  if (!records) return std::unexpected(records.error());
  const auto identity = known_identity(parts);
  const OwnEvents own =
      own_events_of(settings, identity ? &*identity : nullptr, *records, outcome.snapshot.sources);
  return build_world(settings, outcome.snapshot, parts.zones, now, outcome.world.viewer, own);
}

}  // namespace

Expected<World> world_with(const Parts& parts, const Outcome& outcome, const Settings& settings) {
  return world_at(parts, outcome, settings, outcome.world.now);
}

Expected<std::unique_ptr<Reckoning>> reckon_at(const Parts& parts, const Outcome& outcome,
                                               const Settings& settings, Instant now) {
  auto world = world_at(parts, outcome, settings, now);
  if (!world) return std::unexpected(world.error());
  auto reckoning = std::make_unique<Reckoning>();
  reckoning->world = std::move(*world);
  reckoning->analysis = analyse(reckoning->world, outcome.snapshot.answers, Suggestions::left_out);
  return reckoning;
}

ical::ReadOptions invitation_options(const Settings& settings) {
  ical::ReadOptions options;
  for (const Partner& partner : settings.partners) {
    options.household.push_back(partner.email);
    options.household.insert(options.household.end(), partner.aliases.begin(), partner.aliases.end());
  }
  return options;
}

}  // namespace evenkeel
