#include "app/cycle/middle.hpp"

#include "app/cycle/deadline_days.hpp"
#include "app/cycle/own_copies.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "core/plans/agenda_material.hpp"
#include "core/plans/home_base.hpp"
#include "core/plans/notes.hpp"
#include "core/plans/opportunities.hpp"
#include "core/plans/promises.hpp"
#include "core/plans/routines.hpp"
#include "core/publishing/adopted_holders.hpp"
#include "core/publishing/adopted_skips.hpp"
#include "core/publishing/latest_edit.hpp"
#include "core/publishing/silence.hpp"
#include "core/time/zones.hpp"

#include <functional>

namespace evenkeel {
namespace {

const SourceSnapshot* source_of(const Snapshot& snapshot, const SharedCalendar& calendar) {
  const auto found = std::ranges::find(snapshot.sources, calendar.connection.name, &SourceSnapshot::name);
  return found == snapshot.sources.end() ? nullptr : &*found;
}

ZoneOf zone_finder(const MiddleInput& input) {
  return [&input](const TzId& tzid, const CalendarObject& object) {
    return input.zones.resolve(tzid, object.timezones, object.calendar_zone, *input.settings.zone).zone;
  };
}

/// What people answered on each shared calendar. One that was never seen whole says nothing.
void observe_all(const MiddleInput& input, Outcome& outcome) {
  if (input.identity == nullptr) return;
  const ZoneOf zone_of = zone_finder(input);
  for (const SharedCalendar& calendar : input.settings.shared) {
    const SourceSnapshot* shared = source_of(outcome.snapshot, calendar);
    if (shared == nullptr) continue;
    CalendarDecisions& decided = outcome.calendars.emplace_back();
    decided.calendar = &calendar;
    decided.observation = observe({
        .settings = input.settings,
        .calendar = calendar,
        .identity = *input.identity,
        .now = input.now,
        .shared = *shared,
        .fresh = input.memory.fresh.contains(calendar.name),
        .replaced = input.memory.replaced.contains(calendar.name),
        .records = input.memory.records,
        .pending = input.memory.pending,
        .sources = outcome.snapshot.sources,
        .mailed = input.memory.mailed,
        .zone_of = zone_of,
    });
    outcome.warnings.insert(outcome.warnings.end(), decided.observation.warnings.begin(),
                            decided.observation.warnings.end());
  }
  std::vector<std::reference_wrapper<Observation>> all;
  for (CalendarDecisions& decided : outcome.calendars) all.emplace_back(decided.observation);
  keep_latest_edits(all);
  for (const Observation& observation : all) add(outcome.snapshot.answers, observation.answers);
}

/// An agenda that is not among those looked at before is new; where none was, all may be old.
SeenLines seen_before(const Memory& memory, const std::string& agenda) {
  const auto found = memory.seen_lines.find(agenda);
  if (found != memory.seen_lines.end()) return found->second;
  return {.known = !memory.seen_lines.empty(), .outside = {}, .gone = {}};
}

/// Promises and decisions out of the notes of every agenda that stands on a calendar.
void read_back_notes(const MiddleInput& input, Outcome& outcome) {
  outcome.promises = outcome.snapshot.promises;
  outcome.decisions = outcome.snapshot.decisions;
  const Date today = input.settings.zone->date_of(input.now);
  for (const CalendarDecisions& decided : outcome.calendars) {
    for (const auto& [key, text] : decided.observation.texts) {
      const Notes notes = read_notes(text, input.settings);
      const auto base = std::ranges::find(decided.observation.records, key, &PublicationRecord::key);
      std::vector<std::string> carried;
      if (base != decided.observation.records.end()) {
        for (const NotedPromise& p : read_notes(base->base.description, input.settings).promises) {
          carried.push_back(promise_key(p.who, p.text));
        }
      }
      const std::string agenda = decided.calendar->name + "/" + key;
      outcome.promises = update_promises(std::move(outcome.promises), notes, carried, today,
                                         seen_before(input.memory, agenda));
      outcome.seen_lines[agenda] = seen_lines(notes, carried);
      outcome.decisions = update_decisions(std::move(outcome.decisions), notes);
    }
  }
  for (const CalendarDecisions& decided : outcome.calendars) {
    for (const PublicationRecord& record : decided.observation.records) {
      // A decision comes back in one agenda; once that has been held it rests.
      if (record.kind != PublicationKind::routines || record.time.end > input.now ||
          record.base.description.empty()) {
        continue;
      }
      const Routine* routine = routine_of(input.settings, record.key);
      if (routine != nullptr && !brings_decisions(input.settings, *routine)) continue;
      outcome.decisions =
          returned_decisions(std::move(outcome.decisions), input.settings.zone->date_of(record.time.start));
    }
  }
  outcome.snapshot.promises = outcome.promises;
  outcome.snapshot.decisions = outcome.decisions;
}

/// Each costs two analyses, so the next few after every meeting of both must do.
void look_at_opportunities(const MiddleInput& input, const Outcome& outcome, AgendaMaterial& material) {
  if (input.settings.opportunities.empty()) return;
  std::vector<Interval> meetings;
  for (const Slot& slot : outcome.analysis.routines.slots) {
    const Routine& routine = input.settings.routines[slot.routine];
    if (routine.common() && !routine.agenda.empty()) meetings.push_back(slot.time);
  }
  for (const Opportunity& o : opportunities(outcome.world, outcome.snapshot.answers, outcome.analysis,
                                            input.zones, meetings, most_opportunities)) {
    material.opportunities.emplace_back(o.time.start, opportunity_text(o, input.settings));
  }
}

void prepare_agendas(const MiddleInput& input, Outcome& outcome) {
  AgendaMaterial material = agenda_material(outcome.world, outcome.analysis);
  if (!input.memory.settings_told.empty()) {
    outcome.settings_changes = settings_changes(input.memory.settings_told, told_settings(input.settings));
    material.changes = outcome.settings_changes;
  }
  look_at_opportunities(input, outcome, material);
  for (const Slot& slot : outcome.analysis.routines.slots) {
    if (input.settings.routines[slot.routine].agenda.empty()) continue;
    outcome.agendas.push_back(prepare_agenda(circumstances(outcome.world, outcome.analysis, material,
                                                           input.texts.prompts, input.texts.files, slot),
                                             slot));
  }
}

std::vector<HomeBase> home_base_nights(const Outcome& outcome) {
  const World& world = outcome.world;
  std::array<std::vector<Interval>, 2> away;
  for (const PartnerIndex p : both_partners) {
    const auto parts = outcome.analysis.occupied[index(p)].away.parts();
    away[index(p)].assign(parts.begin(), parts.end());
  }
  const Zone& zone = *world.settings->zone;
  return home_bases(*world.settings, away, {world.today, zone.date_of(world.range.end)});
}

void warn_of_rota(const Rota& rota, std::vector<Warning>& warnings) {
  if (rota.exact) return;
  warnings.push_back({"rota",
                      "too many windows for the whole search: the best that was found, perhaps not the "
                      "fairest; fewer windows at the same time, or smaller points, make it exact"});
}

std::set<PersonId> paused_of(const World& world) {
  std::set<PersonId> paused;
  for (const PartnerIndex p : both_partners) {
    if (world.paused[index(p)]) paused.insert(world.partner(p).id);
  }
  return paused;
}

/// Troubles with what opens a calendar, but of partners who paused: their sources are not asked.
std::vector<CredentialTrouble> credential_troubles(const MiddleInput& input, const World& world) {
  std::vector<CredentialTrouble> troubles = input.memory.credentials;
  std::erase_if(troubles, [&](const CredentialTrouble& trouble) {
    return paused_of(world).contains(PersonId(trouble.name.owner));
  });
  return troubles;
}

/// One whose reason is told needs no second event.
std::vector<SilentSource> silences(const MiddleInput& input, const Outcome& outcome) {
  std::vector<SilentSource> silent = silent_sources(outcome.world, sources_of(input.settings));
  std::erase_if(silent, [&](const SilentSource& source) {
    return std::ranges::any_of(outcome.credentials, [&](const CredentialTrouble& trouble) {
      return keeps_shut(trouble, source.name);
    });
  });
  return silent;
}

void decide(const MiddleInput& input, Outcome& outcome) {
  if (outcome.calendars.empty()) return;
  const std::vector<HomeBase> nights = home_base_nights(outcome);
  const std::vector<DeadlineDay> deadlines = deadline_days(outcome.world);
  const std::set<PersonId> paused = paused_of(outcome.world);
  const std::vector<SilentSource> silent = silences(input, outcome);
  std::vector<std::reference_wrapper<Observation>> observed;
  for (CalendarDecisions& decided : outcome.calendars) observed.emplace_back(decided.observation);
  const MovedDuties moved = moved_duties(observed);
  for (CalendarDecisions& decided : outcome.calendars) {
    decided.wanted =
        wanted({.settings = input.settings,
                .calendar = *decided.calendar,
                .now = input.now,
                .findings = outcome.analysis.findings,
                .rota = outcome.analysis.rota,
                .slots = outcome.analysis.routines.slots,
                .agendas = outcome.agendas,
                .deadlines = deadlines,
                .home_bases = nights,
                .silent = silent,
                .credentials = outcome.credentials,
                .answers = outcome.snapshot.answers,
                .records = decided.observation.records,
                .paused = paused,
                .auto_schedule = input.memory.auto_schedule.contains(decided.calendar->name),
                .unknown_schedule = input.memory.unknown_schedule.contains(decided.calendar->name),
                .moved_duties = &moved});
    decided.decisions =
        reconcile({.settings = input.settings,
                   .calendar = *decided.calendar,
                   .identity = *input.identity,
                   .now = input.now,
                   .observation = decided.observation,
                   .ours = decided.wanted,
                   .pending = input.memory.pending,
                   .paused = paused,
                   .accept_deletions = input.memory.accept_deletions.contains(decided.calendar->name),
                   .sent = input.memory.sent});
    outcome.warnings.insert(outcome.warnings.end(), decided.decisions.warnings.begin(),
                            decided.decisions.warnings.end());
  }
}

}  // namespace

std::unique_ptr<Outcome> middle(const MiddleInput& input, Snapshot snapshot) {
  auto outcome = std::make_unique<Outcome>();
  outcome->snapshot = std::move(snapshot);
  observe_all(input, *outcome);
  read_back_notes(input, *outcome);
  const OwnEvents own =
      own_events_of(input.settings, input.identity, input.memory.records, outcome->snapshot.sources);
  outcome->world = build_world(input.settings, outcome->snapshot, input.zones, input.now, input.viewer, own);
  std::vector<std::reference_wrapper<Observation>> calendars;
  for (CalendarDecisions& decided : outcome->calendars) calendars.emplace_back(decided.observation);
  keep_adopted_holders(calendars, outcome->world, outcome->snapshot.answers, input.settings);
  keep_adopted_skips(calendars, outcome->world, outcome->snapshot.answers);
  outcome->analysis = analyse(outcome->world, outcome->snapshot.answers, input.suggestions);
  outcome->warnings.insert(outcome->warnings.end(), outcome->world.warnings.begin(),
                           outcome->world.warnings.end());
  warn_of_rota(outcome->analysis.rota, outcome->warnings);
  outcome->credentials = credential_troubles(input, outcome->world);
  prepare_agendas(input, *outcome);
  decide(input, *outcome);
  return outcome;
}

}  // namespace evenkeel
