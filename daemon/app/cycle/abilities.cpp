#include "app/cycle/abilities.hpp"

#include "core/time/text.hpp"

namespace evenkeel {
namespace {

bool asked_lately(Store& store, const std::string& calendar, Instant now) {
  const auto when = store.fact("abilities-asked/" + calendar);
  if (!when) return true;  // a store that cannot be read is reported elsewhere
  const auto asked = parse_rfc3339(*when);
  return asked && *asked <= now && now - *asked < Days(1);
}

void ask(const Parts& parts, const SharedCalendar& calendar, CycleReport& report) {
  const auto state = parts.store.sync_state(calendar.connection.name);
  if (!state || state->collection.empty()) return;
  auto sink = parts.make_sink(calendar, state->collection);
  if (!sink) return;
  const auto abilities = (*sink)->abilities();
  if (!abilities) {
    report.warnings.push_back({"household/" + calendar.name, abilities.error().text});
    return;
  }
  const auto noted =
      parts.store.save_fact("auto-schedule/" + calendar.name, abilities->auto_schedule ? "yes" : "no");
  if (noted)
    static_cast<void>(parts.store.save_fact("abilities-asked/" + calendar.name, rfc3339(parts.clock.now())));
}

}  // namespace

void learn_abilities(const Parts& parts, CycleReport& report) {
  for (const SharedCalendar& calendar : parts.settings.shared) {
    if (calendar.invite != InviteChannel::automatic || calendar.connection.kind != SourceKind::caldav)
      continue;
    if (!asked_lately(parts.store, calendar.name, parts.clock.now())) ask(parts, calendar, report);
  }
}

}  // namespace evenkeel
