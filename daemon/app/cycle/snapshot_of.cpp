#include "app/cycle/snapshot_of.hpp"

#include "app/cycle/seen_lines.hpp"
#include "app/cycle/source_health.hpp"
#include "app/cycle/told_settings.hpp"
#include "core/dav/fingerprint.hpp"
#include "core/household/same_uids.hpp"

namespace evenkeel {
namespace {

template <typename T>
bool take(Expected<T> from, T& to, std::optional<Error>& error) {
  if (error) return false;
  if (!from) {
    error = from.error();
    return false;
  }
  to = std::move(*from);
  return true;
}

std::optional<Error> take_people(Store& store, Snapshot& snapshot, Instant now) {
  std::optional<Error> error;
  std::vector<PersonId> paused;
  take(store.past_duties(), snapshot.past_duties, error);
  std::erase_if(snapshot.past_duties, [&](const PastDuty& d) { return d.window.end > now; });
  take(store.promises(), snapshot.promises, error);
  take(store.decisions(), snapshot.decisions, error);
  take(store.support(), snapshot.support, error);
  take(store.first_seen(), snapshot.first_seen, error);
  if (take(store.paused(), paused, error)) snapshot.paused = {paused.begin(), paused.end()};
  return error;
}

}  // namespace

std::vector<const SourceSettings*> sources_of(const Settings& settings) {
  std::vector<const SourceSettings*> sources;
  for (const Partner& partner : settings.partners) {
    for (const SourceSettings& s : partner.calendars) sources.push_back(&s);
  }
  for (const SourceSettings& s : settings.household_calendars) sources.push_back(&s);
  for (const SharedCalendar& s : settings.shared) sources.push_back(&s.connection);
  for (const Helper& helper : settings.helpers) {
    for (const SourceSettings& s : helper.calendars) sources.push_back(&s);
  }
  for (const SourceSettings& s : settings.opportunities) sources.push_back(&s);
  return sources;
}

Expected<Snapshot> snapshot_of(const Settings& settings, Store& store, Instant now) {
  Snapshot snapshot;
  for (const SourceSettings* source : sources_of(settings)) {
    const auto status = store.status(source->name);
    if (!status) return std::unexpected(status.error());
    if (!status->whole || is_forgotten(*status, *source, now)) continue;
    auto objects = store.objects(source->name);
    if (!objects) return std::unexpected(objects.error());
    join_same_uids(*objects);
    snapshot.sources.push_back({.name = source->name,
                                .objects = std::move(*objects),
                                .last_success = status->last_success,
                                .stale = is_stale(*status, *source, now)});
  }
  if (auto error = take_people(store, snapshot, now)) return std::unexpected(*error);
  return snapshot;
}

std::string place_fact(const SharedCalendar& calendar) {
  return "published-at/" + calendar.name;
}

std::string place_of(const SharedCalendar& calendar) {
  return dav::fingerprint(calendar.connection.url + "\n" + calendar.connection.calendar);
}

Expected<Memory> memory_of(const Settings& settings, Store& store, const std::set<SourceName>& pulled) {
  Memory memory;
  std::optional<Error> error;
  take(store.publications(), memory.records, error);
  take(store.outbox(), memory.pending, error);
  take(store.sent(), memory.sent, error);
  take(settings_at_last_agenda(store), memory.settings_told, error);
  take(stored_seen_lines(store), memory.seen_lines, error);
  for (const SharedCalendar& calendar : settings.shared) {
    std::string offered;
    take(store.fact("auto-schedule/" + calendar.name), offered, error);
    if (offered == "yes") memory.auto_schedule.insert(calendar.name);
    const bool may_offer =
        calendar.invite == InviteChannel::automatic && calendar.connection.kind == SourceKind::caldav;
    if (offered.empty() && may_offer) memory.unknown_schedule.insert(calendar.name);
    // While it is not sure yet whether what is missing is gone, nothing is decided.
    const auto status = store.status(calendar.connection.name);
    if (!status) return std::unexpected(status.error());
    if (pulled.contains(calendar.connection.name) && status->held_deletions == 0) {
      memory.fresh.insert(calendar.name);
    }
    std::string place;
    take(store.fact(place_fact(calendar)), place, error);
    if (!place.empty() && place != place_of(calendar)) memory.replaced.insert(calendar.name);
    std::string accepted;
    take(store.fact("accept-deletions/" + calendar.name), accepted, error);
    if (accepted == "yes") memory.accept_deletions.insert(calendar.name);
  }
  if (error) return std::unexpected(*error);
  return memory;
}

}  // namespace evenkeel
