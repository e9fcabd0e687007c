#include "app/cycle/cycle.hpp"

#include "app/cycle/abilities.hpp"
#include "app/cycle/remember.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

bool stop_asked(const Parts& parts) {
  return parts.stop && parts.stop();
}

bool is_shared(const Settings& settings, const SourceName& source) {
  return std::ranges::any_of(
      settings.shared, [&](const SharedCalendar& calendar) { return calendar.connection.name == source; });
}

/// What of attendees is kept: the household's own people.
ical::ReadOptions read_options(const Settings& settings, const SourceName& source) {
  ical::ReadOptions options;
  for (const Partner& partner : settings.partners) {
    options.household.push_back(partner.email);
    options.household.insert(options.household.end(), partner.aliases.begin(), partner.aliases.end());
  }
  for (const Helper& helper : settings.helpers) {
    if (helper.email) options.household.push_back(*helper.email);
  }
  options.keep_own_whole = is_shared(settings, source);
  return options;
}

bool is_wanted(const Parts& parts, const Source& source, CycleOptions::Pull which) {
  if (which == CycleOptions::Pull::all) return true;
  // What people answered is read before anything is decided.
  if (which == CycleOptions::Pull::due && is_shared(parts.settings, source.settings().name)) return true;
  const auto status = parts.store.status(source.settings().name);
  if (!status) return true;
  if (which == CycleOptions::Pull::needed) return source.local() || !status->whole;
  return due_at(*status, source.settings()) <= parts.clock.now();
}

/// Whether a partner paused their part: their sources are not pulled (DESIGN section 9).
bool is_paused(const Parts& parts, const Source& source) {
  const auto paused = parts.store.paused();
  return paused && std::ranges::find(*paused, PersonId(source.settings().name.owner)) != paused->end();
}

void begin_pull(const Parts& parts, Pulling& pulling, Source& source, CycleReport& report) {
  const SourceName& name = source.settings().name;
  auto account = parts.account(source.settings());
  if (!account) {
    report.failures.emplace_back(name.str(), account.error());
    note_failure(parts.store, source.settings(), account.error(), parts.clock.now());
    return;
  }
  pulling.begin(source, std::move(*account), read_options(parts.settings, name));
}

void take_report(PullReport pulled, CycleReport& report) {
  if (!pulled.result) report.failures.emplace_back(pulled.source.str(), pulled.result.error());
  if (pulled.result && pulled.skipped_resources > 0) {
    report.failures.emplace_back(
        pulled.source.str(),
        Error{ErrorKind::invalid_data,
              fmt::format("{} of its files or objects cannot be read", pulled.skipped_resources)});
  }
  for (const Warning& warning : pulled.warnings) {
    report.warnings.push_back({pulled.source.str() + ": " + warning.about, warning.text});
  }
  report.pulls.push_back(std::move(pulled));
}

class Stage {
 public:
  Stage(CycleReport& report, std::string name)
      : report_(report), name_(std::move(name)), began_(std::chrono::steady_clock::now()) {}
  ~Stage() {
    const auto took = std::chrono::steady_clock::now() - began_;
    report_.times.stages.emplace_back(name_, std::chrono::duration_cast<std::chrono::microseconds>(took));
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

 private:
  CycleReport& report_;
  std::string name_;
  std::chrono::steady_clock::time_point began_;
};

/// A key may only be made when every shared calendar has been seen: else own objects could stand there
/// unseen.
bool all_shared_seen(const Parts& parts, const Snapshot& snapshot) {
  return std::ranges::all_of(parts.settings.shared, [&](const SharedCalendar& calendar) {
    return std::ranges::find(snapshot.sources, calendar.connection.name, &SourceSnapshot::name) !=
           snapshot.sources.end();
  });
}

/// What to do where there is no instance key yet: nothing is own; decide as if there were one, for a dry run;
/// make one.
enum class MissingKey : std::uint8_t { leave, pretend, create };

/// The identity of this household; none without a shared calendar, or where there is no key and none may be
/// made.
std::optional<Identity> identity_of(const Parts& parts, const Snapshot& snapshot, MissingKey missing,
                                    CycleReport& report) {
  if (parts.settings.shared.empty()) return std::nullopt;
  auto key = parts.load_key();
  if (!key) {
    report.failures.emplace_back("instance key", key.error());
    return std::nullopt;
  }
  if (!*key) {
    if (missing == MissingKey::leave || !all_shared_seen(parts, snapshot)) return std::nullopt;
    if (const auto allowed = may_make_instance_key(snapshot.sources); !allowed) {
      report.failures.emplace_back("instance key", allowed.error());
      return std::nullopt;
    }
    auto created = missing == MissingKey::pretend ? Expected<Secret>(Secret("dry run")) : parts.create_key();
    if (!created) {
      report.failures.emplace_back("instance key", created.error());
      return std::nullopt;
    }
    *key = std::move(*created);
  }
  return Identity(std::move(**key), parts.settings.household_id);
}

Expected<std::unique_ptr<Outcome>> look_with(const Parts& parts, Viewer viewer, MissingKey missing,
                                             std::optional<Identity>& identity, CycleReport& report) {
  auto snapshot = snapshot_of(parts.settings, parts.store, parts.clock.now());
  if (!snapshot) return std::unexpected(snapshot.error());
  std::set<SourceName> pulled;
  for (const PullReport& pull : report.pulls) {
    if (pull.result) pulled.insert(pull.source);
  }
  const auto memory = memory_of(parts.settings, parts.store, pulled);
  if (!memory) return std::unexpected(memory.error());
  identity = identity_of(parts, *snapshot, missing, report);
  auto outcome = middle({.settings = parts.settings,
                         .zones = parts.zones,
                         .now = parts.clock.now(),
                         .viewer = viewer,
                         .identity = identity ? &*identity : nullptr,
                         .memory = *memory,
                         .texts = parts.texts},
                        std::move(*snapshot));
  report.warnings.insert(report.warnings.end(), outcome->warnings.begin(), outcome->warnings.end());
  return outcome;
}

void collect_entries(CycleReport& report) {
  for (CalendarDecisions& decided : report.outcome->calendars) {
    const Decisions& decisions = decided.decisions;
    report.entries.insert(report.entries.end(), decisions.entries.begin(), decisions.entries.end());
    if (decisions.held) {
      report.failures.emplace_back(
          decided.calendar->name,
          Error{ErrorKind::refused,
                fmt::format("{} of {} own events would be deleted: nothing was sent; to let it through: "
                            "evenkeel accept-deletions shared",
                            decisions.held->would_remove, decisions.held->of)});
    }
  }
}

/// The sinks of the calendars that have something to be sent.
std::map<std::string, std::unique_ptr<Sink>> open_sinks(const Parts& parts, CycleReport& report) {
  std::map<std::string, std::unique_ptr<Sink>> sinks;
  const auto outbox = parts.store.outbox();
  if (!outbox) return sinks;
  for (const SharedCalendar& calendar : parts.settings.shared) {
    if (std::ranges::find(*outbox, calendar.name, &OutboxEntry::calendar) == outbox->end()) continue;
    const auto state = parts.store.sync_state(calendar.connection.name);
    auto sink = parts.make_sink(calendar, state ? state->collection : std::string());
    if (!sink) {
      report.failures.emplace_back("household/" + calendar.name, sink.error());
      continue;
    }
    sinks.emplace(calendar.name, std::move(*sink));
  }
  return sinks;
}

void add(DeliveryReport& all, const DeliveryReport& more) {
  all.created += more.created;
  all.updated += more.updated;
  all.removed += more.removed;
  all.mailed += more.mailed;
  all.resolved += more.resolved;
  all.dropped += more.dropped;
  all.pending = more.pending;
}

void send(const Parts& parts, CycleReport& report) {
  const auto sinks = open_sinks(parts, report);
  std::map<std::string, Sink*> borrowed;
  for (const auto& [name, sink] : sinks) borrowed.emplace(name, sink.get());
  const auto delivered = deliver({.store = parts.store,
                                  .sinks = std::move(borrowed),
                                  .mailer = parts.mailer,
                                  .sender = parts.mail_sender,
                                  .now = parts.clock.now(),
                                  .stop = parts.stop});
  if (!delivered) {
    report.failures.emplace_back("state", delivered.error());
    return;
  }
  add(report.delivery, *delivered);
  for (const DeliveryFailure& failure : delivered->failures) {
    report.failures.emplace_back(failure.calendar.empty() ? "mail" : "household/" + failure.calendar,
                                 failure.error.within(failure.key));
  }
}

/// A former cycle was stopped, or a server did not answer: first that, so that what is pulled afterwards
/// tells what people did.
void send_what_is_left(const Parts& parts, CycleReport& report) {
  const auto outbox = parts.store.outbox();
  if (!outbox || outbox->empty()) return;
  const Stage stage(report, "resend");
  send(parts, report);
  report.failures.clear();  // what still fails is tried again and told at the end of this cycle
}

}  // namespace

int CycleReport::exit_status() const {
  if (failures.empty()) return 0;
  const bool some =
      outcome != nullptr || std::ranges::any_of(pulls, [](const PullReport& p) { return bool(p.result); });
  return some ? 3 : 4;
}

void pull_sources(const Parts& parts, CycleOptions::Pull which, CycleReport& report) {
  const Stage stage(report, "pull");
  Pulling pulling(parts.store, parts.transport, parts.reader, parts.clock);
  for (const auto& source : parts.sources) {
    if (!is_paused(parts, *source) && is_wanted(parts, *source, which))
      begin_pull(parts, pulling, *source, report);
  }
  while (!pulling.idle() && !stop_asked(parts)) {
    for (PullReport& ended : pulling.step(std::chrono::seconds(1), parts.wake_fds)) {
      take_report(std::move(ended), report);
    }
  }
  report.stopped = stop_asked(parts);
}

Expected<std::unique_ptr<Outcome>> look(const Parts& parts, Viewer viewer, CycleReport& report) {
  std::optional<Identity> identity;
  auto outcome = look_with(parts, viewer, MissingKey::leave, identity, report);
  return outcome;
}

CycleReport run_cycle(const Parts& parts, const CycleOptions& options) {
  CycleReport report;
  if (options.publish && !options.dry_run) send_what_is_left(parts, report);
  pull_sources(parts, options.pull, report);
  if (!options.publish || report.stopped) return report;

  std::optional<Identity> identity;
  {
    const Stage stage(report, "look");
    learn_abilities(parts, report);
    auto outcome = look_with(parts, Viewer{}, options.dry_run ? MissingKey::pretend : MissingKey::create,
                             identity, report);
    if (!outcome) {
      report.failures.emplace_back("state", outcome.error());
      return report;
    }
    report.outcome = std::move(*outcome);
    collect_entries(report);
  }
  if (options.dry_run) return report;
  {
    const Stage stage(report, "remember");
    if (const auto remembered = remember(parts.store, *report.outcome, parts.clock.now()); !remembered) {
      report.failures.emplace_back("state", remembered.error());
      return report;  // what is not written down is not sent
    }
  }
  const Stage stage(report, "publish");
  send(parts, report);
  return report;
}

}  // namespace evenkeel
