#include "app/cycle/remember.hpp"

#include "app/cycle/seen_lines.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"
#include "app/cycle/told_settings.hpp"

namespace evenkeel {
namespace {

constexpr Days kept_duties{35};  // the rota looks four weeks back
constexpr Hours noted_ahead{36};

Expected<void> write_decisions(Store& store, const CalendarDecisions& decided) {
  for (const OutboxEntry& landed : decided.observation.landed) {
    if (const auto done = store.settle(landed); !done) return done;
  }
  for (const PublicationRecord& record : decided.observation.changed) {
    if (const auto done = store.save(record); !done) return done;
  }
  for (const std::int64_t id : decided.decisions.discard) {
    if (const auto done = store.discard(id); !done) return done;
  }
  if (!decided.decisions.entries.empty()) {
    if (const auto done = store.enqueue(decided.decisions.entries); !done) return done;
  }
  // After what is sent for it: of a record that says "told" nobody would be told any more.
  for (const PublicationRecord& record : decided.decisions.records) {
    if (const auto done = store.save(record); !done) return done;
  }
  return {};
}

/// Seen whole and decided: what is missing there from now on was there.
Expected<void> write_place(Store& store, const CalendarDecisions& decided) {
  if (!decided.observation.fresh || decided.decisions.held) return {};
  const auto before = store.fact(place_fact(*decided.calendar));
  if (!before) return std::unexpected(before.error());
  const std::string place = place_of(*decided.calendar);
  return *before == place ? Expected<void>{} : store.save_fact(place_fact(*decided.calendar), place);
}

/// A person let deletions through for one cycle that saw the calendar.
Expected<void> use_up_acceptance(Store& store, const CalendarDecisions& decided) {
  if (!decided.observation.fresh) return {};
  const std::string fact = "accept-deletions/" + decided.calendar->name;
  const auto accepted = store.fact(fact);
  if (!accepted) return std::unexpected(accepted.error());
  return accepted->empty() ? Expected<void>{} : store.save_fact(fact, "");
}

Expected<void> write_first_seen(Store& store, const Outcome& outcome, Instant now) {
  std::map<std::string, Instant> seen;
  for (const Finding& finding : outcome.analysis.findings) {
    const auto before = outcome.snapshot.first_seen.find(finding.key);
    seen.emplace(finding.key, before == outcome.snapshot.first_seen.end() ? now : before->second);
  }
  if (seen == outcome.snapshot.first_seen) return {};
  return store.save_first_seen(seen);
}

/// Who holds the windows of the next day and a half is noted now, so that it is known when they have passed
/// even where no cycle runs meanwhile. What has passed stays as it was noted.
Expected<void> write_duties(Store& store, const Outcome& outcome, Instant now) {
  const auto before = store.past_duties();
  if (!before) return std::unexpected(before.error());
  std::vector<PastDuty> duties;
  std::ranges::copy_if(*before, std::back_inserter(duties), [&](const PastDuty& d) {
    return d.window.end <= now && d.window.end >= now - kept_duties;
  });
  const Settings& settings = *outcome.world.settings;
  for (const RotaEntry& entry : outcome.analysis.rota.entries) {
    if (entry.window.time.start > now + noted_ahead) continue;
    const Coverage& coverage = settings.coverages[entry.window.coverage];
    duties.push_back({.coverage = coverage.id,
                      .window = entry.window.time,
                      .who = entry.who ? std::optional(id_of(settings, *entry.who)) : std::nullopt,
                      .points = coverage.points});
  }
  if (duties == *before) return {};
  return store.save_past_duties(duties);
}

std::string paused_fact(const PersonId& partner) {
  return "paused-on-calendar/" + partner.str();
}

/// Who is paused there is known once the shared calendars were looked at: with the next cycle their sources
/// rest.
Expected<void> write_pauses(Store& store, const Outcome& outcome) {
  for (const PartnerIndex p : both_partners) {
    const PersonId& partner = outcome.world.partner(p).id;
    const std::string fact = paused_fact(partner);
    const auto before = store.fact(fact);
    if (!before) return std::unexpected(before.error());
    const bool by_calendar = outcome.world.paused[index(p)] && !outcome.snapshot.paused.contains(partner);
    const std::string now = by_calendar ? "yes" : "";
    if (*before == now) continue;
    if (const auto done = store.save_fact(fact, now); !done) return done;
  }
  return {};
}

}  // namespace

bool is_paused_on_calendar(Store& store, const PersonId& partner) {
  const auto fact = store.fact(paused_fact(partner));
  return fact && *fact == "yes";
}

Expected<void> remember(Store& store, const Outcome& outcome, Instant now) {
  for (const CalendarDecisions& decided : outcome.calendars) {
    if (const auto done = write_decisions(store, decided); !done) return done;
    if (const auto done = write_place(store, decided); !done) return done;
    if (const auto done = use_up_acceptance(store, decided); !done) return done;
  }
  const Settings& settings = *outcome.world.settings;
  if (const auto done = store.prune(now - settings.history); !done) return done;
  if (const auto done = write_first_seen(store, outcome, now); !done) return done;
  if (const auto done = write_duties(store, outcome, now); !done) return done;
  if (const auto done = remember_settings(store, outcome, now); !done) return done;
  if (const auto done = write_pauses(store, outcome); !done) return done;
  const auto stored_promises = store.promises();
  if (stored_promises && *stored_promises != outcome.promises) {
    if (const auto done = store.save_promises(outcome.promises); !done) return done;
  }
  if (const auto done = save_seen_lines(store, outcome); !done) return done;
  const auto stored_decisions = store.decisions();
  if (stored_decisions && *stored_decisions != outcome.decisions) {
    if (const auto done = store.save_decisions(outcome.decisions); !done) return done;
  }
  return {};
}

void note_failure(Store& store, const SourceSettings& source, const Error& error, Instant now) {
  const auto status = store.status(source.name);
  if (!status) return;
  dav::PullDone done;
  done.result = std::unexpected(error);
  const auto saved = store.save_status(source.name, status_after(*status, done, {}, source, now));
  static_cast<void>(
      saved);  // the failure itself is reported by the caller; that it was not noted changes nothing
}

}  // namespace evenkeel
