#include "app/cycle/own_identity.hpp"

#include "core/publishing/instance_key.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

/// A key may only be made when every shared calendar has been seen: else own objects could stand there
/// unseen.
bool all_shared_seen(const Parts& parts, const Snapshot& snapshot) {
  return std::ranges::all_of(parts.settings.shared, [&](const SharedCalendar& calendar) {
    return std::ranges::find(snapshot.sources, calendar.connection.name, &SourceSnapshot::name) !=
           snapshot.sources.end();
  });
}

/// None where none may be made.
Expected<std::optional<Secret>> new_key(const Parts& parts, const Snapshot& snapshot, MissingKey missing) {
  if (missing == MissingKey::leave || !all_shared_seen(parts, snapshot)) return std::optional<Secret>();
  if (const auto allowed = may_make_instance_key(snapshot.sources); !allowed)
    return std::unexpected(allowed.error());
  if (missing == MissingKey::pretend) return std::optional(Secret("dry run"));
  auto created = parts.create_key();
  if (!created) return std::unexpected(created.error());
  return std::optional(*std::move(created));
}

}  // namespace

bool is_shared(const Settings& settings, const SourceName& source) {
  return std::ranges::any_of(
      settings.shared, [&](const SharedCalendar& calendar) { return calendar.connection.name == source; });
}

Expected<void> is_ours(const Parts& parts, const Snapshot& snapshot, const Identity& identity) {
  const auto published = parts.store.publications();
  if (!published) return std::unexpected(published.error());
  std::vector<const SourceSnapshot*> shared;
  for (const SourceSnapshot& source : snapshot.sources) {
    if (is_shared(parts.settings, source.name)) shared.push_back(&source);
  }
  return may_publish_with(identity, shared, *published);
}

std::optional<Identity> identity_of(const Parts& parts, const Snapshot& snapshot, MissingKey missing,
                                    CycleReport& report) {
  if (parts.settings.shared.empty()) return std::nullopt;
  auto key = parts.load_key();
  const bool there = key && *key;
  if (key && !there) key = new_key(parts, snapshot, missing);
  if (!key) {
    report.failures.emplace_back("instance key", key.error());
    return std::nullopt;
  }
  if (!*key) return std::nullopt;
  Identity identity(**key, parts.settings.household_id);
  if (!there) return identity;
  if (const auto ours = is_ours(parts, snapshot, identity); !ours) {
    report.failures.emplace_back("instance key", ours.error());
    return std::nullopt;
  }
  return identity;
}

}  // namespace evenkeel
